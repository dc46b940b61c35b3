import type { AudioFrame, SpokenSegment } from "./frames";

/** An utterance that leaves as sound and comes back as words. Its parts are base64, each fit for a frame. */
export interface KeptSound {
  format: string;
  parts: string[];
  start_ms: number;
  end_ms: number;
  speaker?: string;
}

/** Characters of base64 in a part: the API takes 18 KB, and a multiple of four can be decoded by itself. */
const PART_CHARACTERS = 18_000;
const MAX_PARTS = 100;
/** So many text segments weigh as much in the window: four utterances of sound are under way at most. */
export const SOUND_WEIGHT = 16;
/** To hear takes a while; asking again sooner helps nobody. Milliseconds. */
export const SOUND_PATIENCE_MS = 15_000;
/** After so many tries the end does not wait for a sound's words any more. */
export const SOUND_TRIES = 4;
/** What the server stores where it heard no word. */
export const NOTHING_HEARD = "…";

/** `base64`: the whole sound. Null for what no frames could carry. */
export function asSound(base64: string, rest: Omit<KeptSound, "parts">): KeptSound | null {
  const parts = base64.match(new RegExp(`.{1,${PART_CHARACTERS}}`, "g")) ?? [];
  return parts.length > 0 && parts.length <= MAX_PARTS ? { ...rest, parts } : null;
}

/** Stands in the outbox for the segment that the sound becomes. */
export function placeholderOf(utteranceId: string, { start_ms, end_ms, speaker }: KeptSound): SpokenSegment {
  return { utterance_id: utteranceId, text: NOTHING_HEARD, start_ms, end_ms, ...(speaker ? { speaker } : {}) };
}

/** The parts that the server has not said it keeps; where it has them all, the last again, to ask for the words. */
export function soundFrames(seq: number, sound: KeptSound, kept: ReadonlySet<number>): AudioFrame[] {
  const numbers = sound.parts.map((_, index) => index + 1);
  const missing = numbers.filter((part) => !kept.has(part));
  return (missing.length > 0 ? missing : numbers.slice(-1)).map((part) => ({
    action: "audio",
    seq,
    part,
    parts: sound.parts.length,
    format: sound.format,
    data: sound.parts[part - 1] ?? "",
    start_ms: sound.start_ms,
    end_ms: sound.end_ms,
    ...(sound.speaker ? { speaker: sound.speaker } : {}),
  }));
}
