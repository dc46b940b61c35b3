/** Utterances by their loudness: speech is what stands out of the noise, a pause what does not. Levels in dB of full scale. */

/** Speech begins so far above the noise, and goes on while it is so far above it. */
const BEGIN_ABOVE_DB = 12;
const GO_ON_ABOVE_DB = 8;
/** Nothing quieter is speech, however still the room. */
const QUIETEST_DB = -55;
const BEGIN_MS = 60;
/** Shorter sounds are clicks and coughs. */
const SHORTEST_MS = 160;
const PAUSE_MS = 700;
/** From this length on a short pause is enough, and at the longest there is a cut without one. */
const LONG_MS = 12_000;
const SHORT_PAUSE_MS = 200;
const LONGEST_MS = 20_000;
/** The noise is the quietest of so long: nobody speaks three seconds without a gap (R. Martin, "Minimum statistics", 2001). */
const NOISE_WINDOW_MS = 3_000;
const NOISE_STEP_MS = 250;
/** No microphone is so still: it has not begun yet, or is muted. */
const SILENCE_DB = -90;

export type SpeechEdge = { kind: "begin"; at_ms: number } | { kind: "end"; at_ms: number; is_speech: boolean };

/** Is fed the level of one short frame after the other, and says where utterances begin and end. */
export class Segmenter {
  private now = 0;
  private steps: number[] = [];
  private stepMin = Infinity;
  private stepUntil = NOISE_STEP_MS;
  private loudSince: number | null = null;
  private began: number | null = null;
  private lastLoud = 0;
  private loudMs = 0;

  get isSpeaking(): boolean {
    return this.began !== null;
  }

  /** `milliseconds` long, of this mean square (0 to 1). Times count from the first frame. */
  feed(power: number, milliseconds: number): SpeechEdge | null {
    const level = levelOf(power);
    const start = this.now;
    this.now += milliseconds;
    this.learn(level);
    const above = level - this.noise;
    if (this.began === null) return this.listen(level > QUIETEST_DB && above >= BEGIN_ABOVE_DB, start, milliseconds);
    if (level > QUIETEST_DB && above >= GO_ON_ABOVE_DB) {
      this.lastLoud = this.now;
      this.loudMs += milliseconds;
    }
    return this.goOn();
  }

  /** What is being said ends here, whether or not there is a pause. */
  finish(): SpeechEdge | null {
    return this.began === null ? null : this.end();
  }

  private listen(isLoud: boolean, start: number, milliseconds: number): SpeechEdge | null {
    if (!isLoud) {
      this.loudSince = null;
      return null;
    }
    this.loudSince ??= start;
    this.loudMs = this.now - this.loudSince;
    if (this.loudMs < BEGIN_MS) return null;
    this.began = this.loudSince;
    this.loudSince = null;
    this.lastLoud = start + milliseconds;
    return { kind: "begin", at_ms: this.began };
  }

  private goOn(): SpeechEdge | null {
    const length = this.now - (this.began ?? this.now);
    const pause = this.now - this.lastLoud;
    const isOver = pause >= PAUSE_MS || (length >= LONG_MS && pause >= SHORT_PAUSE_MS) || length >= LONGEST_MS;
    return isOver ? this.end() : null;
  }

  private end(): SpeechEdge {
    this.began = null;
    this.loudSince = null;
    return { kind: "end", at_ms: this.lastLoud, is_speech: this.loudMs >= SHORTEST_MS };
  }

  /** The quietest level of the last three seconds, kept as the minima of short steps. */
  private get noise(): number {
    return Math.min(this.stepMin, ...this.steps);
  }

  private learn(level: number): void {
    if (level > SILENCE_DB) this.stepMin = Math.min(this.stepMin, level);
    if (this.now < this.stepUntil) return;
    this.steps = [...this.steps, this.stepMin].slice(1 - NOISE_WINDOW_MS / NOISE_STEP_MS);
    this.stepMin = Infinity;
    this.stepUntil += NOISE_STEP_MS;
  }
}

export function levelOf(power: number): number {
  return power > 0 ? Math.max(SILENCE_DB, 10 * Math.log10(power)) : SILENCE_DB;
}
