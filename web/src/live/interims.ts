import type { ClientFrame, InterimGuess } from "./frames";
import { asGuess } from "./words";

/** Interims: the latest guess of each utterance, no more often than somebody's watching makes worth it. */
export class Interims {
  private readonly pending = new Map<string, InterimGuess>();
  private readonly revisions = new Map<string, number>();
  private readonly finished = new Set<string>();
  /** Utterances of which the server holds a guess. */
  private readonly sent = new Set<string>();
  /** Taken back: told at once, however often guesses may go out. */
  private readonly withdrawn = new Map<string, InterimGuess>();
  private lastSentAt = -Infinity;

  /** A guess without words takes the ones before it back. */
  offer(given: InterimGuess): void {
    if (this.finished.has(given.utterance_id)) return;
    const guess = asGuess(given);
    this.revisions.set(given.utterance_id, (this.revisions.get(given.utterance_id) ?? 0) + 1);
    this.withdrawn.delete(given.utterance_id);
    if (guess) this.pending.set(guess.utterance_id, guess);
    else this.withdraw(given);
  }

  private withdraw(given: InterimGuess): void {
    this.pending.delete(given.utterance_id);
    if (this.sent.delete(given.utterance_id)) this.withdrawn.set(given.utterance_id, { ...given, text: "" });
  }

  /** The final has come: no guess of this utterance goes out any more. */
  finish(utteranceId: string): void {
    this.pending.delete(utteranceId);
    this.withdrawn.delete(utteranceId);
    this.sent.delete(utteranceId);
    this.revisions.delete(utteranceId);
    this.finished.add(utteranceId);
  }

  take(now: number, intervalMs: number): ClientFrame[] {
    const withdrawals = [...this.withdrawn.values()].map((guess) => this.frame(guess));
    this.withdrawn.clear();
    if (this.pending.size === 0 || now < this.lastSentAt + intervalMs) return withdrawals;
    const frames = [...this.pending.values()].map((guess) => this.frame(guess));
    for (const utteranceId of this.pending.keys()) this.sent.add(utteranceId);
    this.pending.clear();
    this.lastSentAt = now;
    return [...withdrawals, ...frames];
  }

  dueAt(intervalMs: number): number {
    if (this.withdrawn.size > 0) return -Infinity;
    return this.pending.size === 0 ? Infinity : this.lastSentAt + intervalMs;
  }

  private frame(guess: InterimGuess): ClientFrame {
    return { action: "interim", rev: this.revisions.get(guess.utterance_id) ?? 1, ...guess };
  }
}
