import { Segmenter } from "./segmenter";

/** The recorder hears everything so much later than the segmenter does, so that a take has what was said before it was noticed. */
export const PRE_ROLL_MS = 500;
/** What is kept behind the last sound: the end of a word is quiet. */
const TAIL_MS = 150;

export type Cue = { kind: "start" } | { kind: "stop"; is_speech: boolean };

/** Says when to start and stop recording a take, in step with the sound: one utterance each, nothing twice, nothing lost between. */
export class Takes {
  private readonly segmenter = new Segmenter();
  private now = 0;
  private isRolling = false;
  private isWanted = false;
  private stop: { at: number; is_speech: boolean } | null = null;

  get isSpeaking(): boolean {
    return this.segmenter.isSpeaking;
  }

  feed(power: number, milliseconds: number): Cue[] {
    this.now += milliseconds;
    this.note(this.segmenter.feed(power, milliseconds));
    const cues: Cue[] = [];
    if (this.stop && this.now >= this.stop.at) {
      if (this.isRolling) cues.push({ kind: "stop", is_speech: this.stop.is_speech });
      this.isRolling = false;
      this.stop = null;
    }
    if (this.isWanted && !this.isRolling) {
      cues.push({ kind: "start" });
      this.isRolling = true;
      this.isWanted = false;
    }
    return cues;
  }

  /** Nothing more is to come: true where a last "stop" still is. */
  finish(): boolean {
    this.note(this.segmenter.finish());
    return this.stop !== null;
  }

  private note(edge: ReturnType<Segmenter["feed"]>): void {
    if (edge?.kind === "begin") this.isWanted = true;
    if (edge?.kind === "end") this.stop = { at: edge.at_ms + PRE_ROLL_MS + TAIL_MS, is_speech: edge.is_speech };
  }
}
