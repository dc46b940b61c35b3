import { ApiError } from "../api/client";
import type { ImportedMeeting } from "../api/types";
import { forgetUpload, keptUploads } from "./kept";
import { kindOf } from "./kinds";
import { type SenderPorts, type SendOptions, sendRecording } from "./sender";
import { after, type Step, type Transfer } from "./transfer";

const AT_ONCE = 2;

/** The files of this tab on their way, which go on while other pages are looked at. */
export class Uploads {
  private transfers: readonly Transfer[] = [];
  private readonly files = new Map<string, { file: File; options: SendOptions; stop: AbortController }>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): readonly Transfer[] => this.transfers;

  /** Puts what earlier visits sent, or began to, at the end of the list. */
  recall(storage: Storage): void {
    const known = new Set(this.transfers.map((one) => one.session_id));
    const recalled = keptUploads(storage)
      .filter((kept) => !known.has(kept.session_id))
      .map((kept): Transfer => {
        const state = kept.is_sent ? "sent" : "interrupted";
        return { ...newTransfer(kept.name, kept.size), kind: "recording", state, session_id: kept.session_id };
      });
    if (recalled.length > 0) this.tell([...this.transfers, ...recalled]);
  }

  add(files: readonly File[], options: SendOptions, ports: SenderPorts): void {
    const added = files.map((file) => {
      const kind = kindOf(file);
      const transfer = newTransfer(file.name, file.size);
      if (kind !== "recording" && kind !== "transcript") return after(transfer, { kind: "refuse", refused: { why: kind } });
      this.files.set(transfer.key, { file, options, stop: new AbortController() });
      return { ...transfer, kind };
    });
    const isTakenUp = (old: Transfer) => old.state === "interrupted" && !this.files.has(old.key) && added.some((one) => one.name === old.name && one.size === old.size);
    this.tell([...added, ...this.transfers.filter((old) => !isTakenUp(old))]);
    window.addEventListener("beforeunload", this.warn);
    this.next(ports);
  }

  /** Whether the file is at hand: a browser keeps none over a reload, it has to be chosen again. */
  holds(key: string): boolean {
    return this.files.has(key);
  }

  resume(key: string, ports: SenderPorts): void {
    if (!this.holds(key)) return;
    this.change(key, (one) => ({ ...one, state: "waiting" }));
    this.next(ports);
  }

  /** The network is back: what was cut off goes on. */
  resumeAll(ports: SenderPorts): void {
    for (const one of this.transfers) if (one.state === "interrupted") this.resume(one.key, ports);
  }

  remove(key: string, storage: Storage): void {
    const transfer = this.find(key);
    this.files.get(key)?.stop.abort(new DOMException("Cancelled", "AbortError"));
    this.files.delete(key);
    if (transfer?.session_id) forgetUpload(storage, transfer.session_id);
    this.tell(this.transfers.filter((one) => one.key !== key));
  }

  /** A browser keeps no files over a reload: they would have to be chosen again. */
  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.transfers.some((one) => one.state === "sending" || one.state === "waiting")) event.preventDefault();
  };

  private next(ports: SenderPorts): void {
    const free = AT_ONCE - this.transfers.filter((one) => one.state === "sending").length;
    const waiting = this.transfers.filter((one) => one.state === "waiting").slice(0, Math.max(0, free));
    for (const { key } of waiting) {
      this.change(key, (one) => after(one, { kind: "begin" }));
      void this.run(key, ports).then(() => this.next(ports));
    }
  }

  private async run(key: string, ports: SenderPorts): Promise<void> {
    const transfer = this.find(key);
    const held = this.files.get(key);
    if (!transfer || !held) return;
    const tell = (step: Step) => this.change(key, (one) => after(one, step));
    try {
      if (transfer.kind === "transcript") await this.importTranscript(key, held.file, held.options, ports);
      else {
        await sendRecording(held.file, held.options, ports, tell, held.stop.signal);
        tell({ kind: "sent" });
      }
      this.files.delete(key);
    } catch (error) {
      const step = stepOf(error);
      if (step.kind === "refuse") forgetUpload(ports.storage, this.find(key)?.session_id ?? "");
      tell(step);
    }
  }

  private async importTranscript(key: string, file: File, { time_zone }: SendOptions, { api }: SenderPorts): Promise<void> {
    const query = new URLSearchParams({ filename: file.name, time_zone });
    // The key makes a repeat find the meeting that a lost answer was about.
    const meeting = await api.sendFile<ImportedMeeting>(`/api/imports?${query}`, file, { "Idempotency-Key": key });
    this.change(key, (one) => after(one, { kind: "done", meeting_id: meeting.meeting_id }));
  }

  private find(key: string): Transfer | undefined {
    return this.transfers.find((one) => one.key === key);
  }

  private change(key: string, to: (transfer: Transfer) => Transfer): void {
    this.tell(this.transfers.map((one) => (one.key === key ? to(one) : one)));
  }

  private tell(transfers: readonly Transfer[]): void {
    this.transfers = transfers;
    for (const listener of this.listeners) listener();
  }
}

function newTransfer(name: string, size: number): Transfer {
  return { key: crypto.randomUUID(), name, size, kind: null, state: "waiting", sent_bytes: 0, session_id: null, meeting_id: null, refused: null };
}

/** A refusal is for good and says why; everything else may pass. */
function stepOf(error: unknown): Step {
  if (!(error instanceof ApiError) || error.status === 0 || error.code === "RATE_LIMITED" || error.status >= 500) return { kind: "interrupt" };
  return { kind: "refuse", refused: error.status === 404 ? { why: "gone" } : { why: "said", message: error.message } };
}

export const uploads = new Uploads();
