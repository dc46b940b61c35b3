import type { KeptSession } from "../live/machine";
import type { Recording } from "./recording";
import type { Studio } from "./studio";

/** What earlier visits left unsent is sent, days later too: as usual segments, or late ones after the seal. */
export class Recovery {
  private active: Recording[] = [];
  private readonly listeners = new Set<() => void>();
  private hasBegun = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The recordings that are being recovered now. */
  readonly get = (): Recording[] => this.active;

  /** Once a visit. A session that another recorder took over is left to the user. */
  async begin(studio: Studio): Promise<void> {
    if (this.hasBegun) return;
    this.hasBegun = true;
    for (const kept of await studio.unfinished()) {
      if (!hasUnsent(kept) || kept.record.is_fenced) continue;
      const recording = await studio.recover(kept);
      if (recording) this.follow(recording, kept, studio);
    }
  }

  private follow(recording: Recording, kept: KeptSession, studio: Studio): void {
    this.tell([...this.active, recording]);
    const stop = recording.subscribe(() => {
      const { status, stored, spoken, refused } = recording.getView();
      const isSent = status === "recording" && stored + refused === spoken && !kept.record.is_ending;
      if (!isSent && !["finalized", "fenced", "sealed", "refused"].includes(status)) return;
      stop();
      void this.finish(recording, studio, isSent);
    });
  }

  /** A session that was completed meanwhile, and holds nothing more, is done with. */
  private async finish(recording: Recording, studio: Studio, isSent: boolean): Promise<void> {
    const isCompleted = recording.recorder.sessionStatus === "completed";
    await recording.dispose();
    if (isSent && isCompleted && recording.getView().refused === 0) await studio.discard(recording.recorder.sessionId);
    this.tell(this.active.filter((one) => one !== recording));
  }

  private tell(active: Recording[]): void {
    this.active = active;
    for (const listener of this.listeners) listener();
  }
}

function hasUnsent({ record, waiting, batches }: KeptSession): boolean {
  return record.is_ending || waiting.length > 0 || batches.some((batch) => !batch.refused);
}

export const recovery = new Recovery();
