import type { KeptSession } from "../live/machine";
import { text } from "../text/en";
import { moment } from "../text/format";

/** The words that are still on this device, as lines of a text file. */
export function unsentText(kept: KeptSession): string {
  const batches = [...kept.batches].sort((a, b) => a.first_seq - b.first_seq).flatMap((batch) => (batch.sound ? batch.segments.map((one) => ({ ...one, text: text.record.soundOnly })) : batch.segments));
  const segments = [...batches, ...kept.waiting.map((one) => one.segment)];
  return segments.map((one) => `[${moment(one.start_ms)}] ${one.speaker ? `${one.speaker}: ` : ""}${one.text}\n`).join("");
}

export function saveUnsent(kept: KeptSession): void {
  const address = URL.createObjectURL(new Blob([unsentText(kept)], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${kept.record.details.session_id}.txt`;
  link.click();
  URL.revokeObjectURL(address);
}
