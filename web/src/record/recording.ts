import type { Pipeline } from "../api/types";
import type { EventFrame, HeardSegment } from "../live/frames";
import type { RecorderMachine } from "../live/machine";
import { Recorder, type RecorderPorts, type RecorderView } from "../live/recorder";
import { type KeptSound, NOTHING_HEARD } from "../live/sounds";
import { pipelineAfter } from "../meeting/live-state";

/** A line of the recording as its page shows it. */
export interface SpokenLine {
  utterance_id: string;
  text: string;
  start_ms: number;
  speaker: string | null;
  is_final: boolean;
}

export interface RecordingView extends RecorderView {
  lines: SpokenLine[];
  pipeline: Pipeline;
  is_off_record: boolean;
}

/** One recording: the recorder, what was said, and the clock that its times are read from. */
export class Recording {
  readonly recorder: Recorder;
  private lines: SpokenLine[] = [];
  private pipeline: Pipeline = {};
  private isOffRecord = false;
  private view: RecordingView;
  private readonly listeners = new Set<() => void>();
  private readonly sources = new Set<() => Promise<void>>();

  constructor(
    machine: RecorderMachine,
    ports: RecorderPorts,
    readonly title: string,
    /** Milliseconds since 1970: what `start_ms` counts from. */
    readonly startedAt: number,
    private readonly release: () => void,
    private readonly now: () => number = Date.now,
  ) {
    this.recorder = new Recorder(machine, {
      ...ports,
      onEvent: (event) => this.onEvent(event, ports.onEvent),
      onHeard: (utteranceId, segment) => this.onHeard(utteranceId, segment),
    });
    this.view = this.look();
    this.recorder.subscribe(() => this.tell());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getView = (): RecordingView => this.view;

  /** Milliseconds from the session's start. */
  get elapsed(): number {
    return Math.max(0, this.now() - this.startedAt);
  }

  /** What is being said. Off the record nothing is kept, shown or sent. */
  guess(utteranceId: string, words: string, startMs: number, speaker: string | null): void {
    if (this.isOffRecord) return;
    this.put({ utterance_id: utteranceId, text: words, start_ms: startMs, speaker, is_final: false });
    const guess = { utterance_id: utteranceId, text: words, start_ms: startMs, end_ms: Math.max(startMs, this.elapsed) };
    this.recorder.interim({ ...guess, ...(speaker ? { speaker } : {}) });
  }

  say(utteranceId: string, words: string, startMs: number, speaker: string | null, confidence: number | null = null): void {
    if (this.lines.some((line) => line.is_final && line.utterance_id === utteranceId)) return;
    if (this.isOffRecord || !words.trim()) return this.drop(utteranceId);
    this.put({ utterance_id: utteranceId, text: words.trim(), start_ms: startMs, speaker, is_final: true });
    this.recorder.say({
      utterance_id: utteranceId,
      text: words,
      start_ms: startMs,
      end_ms: Math.max(startMs, this.elapsed),
      ...(speaker ? { speaker } : {}),
      ...(confidence === null ? {} : { confidence }),
    });
  }

  /** An utterance that is heard elsewhere; until then its line holds no words. */
  hear(utteranceId: string, sound: KeptSound): void {
    if (this.isOffRecord) return;
    this.put({ utterance_id: utteranceId, text: NOTHING_HEARD, start_ms: sound.start_ms, speaker: sound.speaker ?? null, is_final: true });
    this.recorder.hear(utteranceId, sound);
  }

  /** `finish` hands over what a source still holds; it is called before the end. Answers with the way to leave. */
  addSource(finish: () => Promise<void>): () => void {
    this.sources.add(finish);
    return () => this.sources.delete(finish);
  }

  /** The end. What is being said or typed at this moment counts as said. */
  async end(): Promise<void> {
    if (this.sources.size > 0) await Promise.all([...this.sources].map((finish) => finish()));
    for (const line of this.lines) if (!line.is_final) this.say(line.utterance_id, line.text, line.start_ms, line.speaker);
    this.recorder.end();
  }

  /** What is being said at this moment is off the record too: the server forgets the guesses that it has of it. */
  setOffRecord(isOffRecord: boolean): void {
    this.isOffRecord = isOffRecord;
    for (const line of this.lines) if (!line.is_final) this.takeBack(line);
    this.lines = this.lines.filter((line) => line.is_final);
    this.tell();
  }

  /** The page goes, or another recording begins. */
  async dispose(): Promise<void> {
    await this.recorder.dispose();
    this.release();
  }

  private put(line: SpokenLine): void {
    const others = this.lines.filter((one) => one.utterance_id !== line.utterance_id);
    this.lines = [...others.filter((one) => one.is_final), ...(line.is_final ? [line] : []), ...others.filter((one) => !one.is_final)];
    if (!line.is_final && line.text.trim()) this.lines = [...this.lines, line];
    this.tell();
  }

  private takeBack({ utterance_id, start_ms }: SpokenLine): void {
    this.recorder.interim({ utterance_id, text: "", start_ms, end_ms: start_ms });
  }

  private drop(utteranceId: string): void {
    const line = this.lines.find((one) => one.utterance_id === utteranceId);
    if (line) this.takeBack(line);
    this.lines = this.lines.filter((one) => one.utterance_id !== utteranceId);
    this.tell();
  }

  private onHeard(utteranceId: string, { text, speaker }: HeardSegment): void {
    const isNothing = text === NOTHING_HEARD;
    const heard = this.lines.map((line) => (line.utterance_id === utteranceId ? { ...line, text, speaker: line.speaker ?? speaker ?? null } : line));
    this.lines = isNothing ? heard.filter((line) => line.utterance_id !== utteranceId) : heard;
    this.tell();
  }

  private onEvent(event: EventFrame, next?: (event: EventFrame) => void): void {
    this.pipeline = pipelineAfter(this.pipeline, event.kind);
    next?.(event);
    this.tell();
  }

  private tell(): void {
    this.view = this.look();
    for (const listener of this.listeners) listener();
  }

  private look(): RecordingView {
    return { ...this.recorder.view, lines: this.lines, pipeline: this.pipeline, is_off_record: this.isOffRecord };
  }
}
