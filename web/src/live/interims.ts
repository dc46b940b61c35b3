import type { ClientFrame, InterimGuess } from "./frames";
import { asGuess } from "./words";

/** Interims: the latest guess of each utterance, no more often than somebody's watching makes worth it. */
export class Interims {
  private readonly pending = new Map<string, InterimGuess>();
  private readonly revisions = new Map<string, number>();
  private readonly finished = new Set<string>();
  private lastSentAt = -Infinity;

  offer(given: InterimGuess): void {
    const guess = asGuess(given);
    if (!guess || this.finished.has(guess.utterance_id)) return;
    this.revisions.set(guess.utterance_id, (this.revisions.get(guess.utterance_id) ?? 0) + 1);
    this.pending.set(guess.utterance_id, guess);
  }

  /** The final has come: no guess of this utterance goes out any more. */
  finish(utteranceId: string): void {
    this.pending.delete(utteranceId);
    this.revisions.delete(utteranceId);
    this.finished.add(utteranceId);
  }

  take(now: number, intervalMs: number): ClientFrame[] {
    if (this.pending.size === 0 || now < this.lastSentAt + intervalMs) return [];
    const frames = [...this.pending.values()].map((guess) => this.frame(guess));
    this.pending.clear();
    this.lastSentAt = now;
    return frames;
  }

  dueAt(intervalMs: number): number {
    return this.pending.size === 0 ? Infinity : this.lastSentAt + intervalMs;
  }

  private frame(guess: InterimGuess): ClientFrame {
    return { action: "interim", rev: this.revisions.get(guess.utterance_id) ?? 1, ...guess };
  }
}
