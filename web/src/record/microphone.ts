import { levelOf } from "./segmenter";
import { PRE_ROLL_MS, Takes } from "./takes";

/** One utterance as it was recorded. Times as `clock` tells them. */
export interface Take {
  sound: Blob;
  start_ms: number;
  end_ms: number;
}

export type MicrophoneFailure = "denied" | "missing" | "busy" | "lost" | "failed";

export interface MicrophonePorts {
  /** Milliseconds from the session's start. */
  clock(): number;
  onTake(take: Take): void;
  /** 0 silence, 1 as loud as can be; fifty times a second. */
  onLevel(level: number, isSpeaking: boolean): void;
  onFailure(failure: MicrophoneFailure): void;
}

/** The sound as it is: what comes from this computer's own loudspeakers may be the meeting. */
const WANTED: MediaTrackConstraints = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: true };
const FORMATS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const BITS_PER_SECOND = 32_000;
const QUIETEST_DB = -60;
/** A microphone that has gone silent gives no last take. */
const FINISH_WITHIN_MS = 2_000;

export function hasMicrophone(scope: Window & typeof globalThis = window): boolean {
  return Boolean(scope.navigator.mediaDevices?.getUserMedia) && "AudioWorkletNode" in scope && formatOf(scope) !== null;
}

function formatOf(scope: Window & typeof globalThis): string | null {
  if (!("MediaRecorder" in scope)) return null;
  return FORMATS.find((format) => scope.MediaRecorder.isTypeSupported(format)) ?? null;
}

/** The microphone, cut into utterances. One that is closed is not opened again. */
export class Microphone {
  private readonly takes = new Takes();
  private stream: MediaStream | null = null;
  private context: AudioContext | null = null;
  private delayed: MediaStream | null = null;
  private rolling: { recorder: MediaRecorder; start_ms: number } | null = null;
  private isClosed = false;
  private isFinishing = false;
  private onFinished: () => void = () => undefined;

  constructor(private readonly ports: MicrophonePorts) {}

  async open(): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: WANTED });
      this.stream = stream;
      if (this.isClosed) return this.release();
      for (const track of stream.getTracks()) track.onended = () => this.fail("lost");
      await this.listen(stream);
    } catch (error) {
      this.fail(failureOf(error));
    }
  }

  /** Resolves when the last take has been handed over. */
  async finish(): Promise<void> {
    this.isFinishing = true;
    if (!this.isClosed && this.takes.finish()) {
      await new Promise<void>((resolve) => {
        this.onFinished = resolve;
        setTimeout(resolve, FINISH_WITHIN_MS);
      });
    }
    this.release();
  }

  /** What is being recorded is thrown away, unless it is being finished. */
  close(): void {
    if (!this.isFinishing) this.release();
  }

  private release(): void {
    this.isClosed = true;
    this.rolling = null;
    for (const track of this.stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    void this.context?.close().catch(() => undefined);
    this.context = null;
    this.onFinished();
  }

  private async listen(stream: MediaStream): Promise<void> {
    const context = new AudioContext();
    this.context = context;
    await context.audioWorklet.addModule("/level-worklet.js");
    if (this.isClosed) return;
    const source = context.createMediaStreamSource(stream);
    const meter = new AudioWorkletNode(context, "level", { numberOfOutputs: 0 });
    meter.port.onmessage = ({ data }: MessageEvent<{ power: number; seconds: number }>) => this.hear(data.power, data.seconds * 1000);
    const delay = context.createDelay(1);
    delay.delayTime.value = PRE_ROLL_MS / 1000;
    const recorded = context.createMediaStreamDestination();
    recorded.channelCount = 1;
    this.delayed = recorded.stream;
    source.connect(meter);
    source.connect(delay).connect(recorded);
    await context.resume();
  }

  private hear(power: number, milliseconds: number): void {
    if (this.isClosed) return;
    for (const cue of this.takes.feed(power, milliseconds)) {
      if (cue.kind === "start") this.roll();
      else this.cut(cue.is_speech);
    }
    this.ports.onLevel(Math.max(0, 1 - levelOf(power) / QUIETEST_DB), this.takes.isSpeaking);
  }

  private roll(): void {
    const format = formatOf(window);
    if (!this.delayed || !format) return;
    const recorder = new MediaRecorder(this.delayed, { mimeType: format, audioBitsPerSecond: BITS_PER_SECOND });
    this.rolling = { recorder, start_ms: this.heardAt };
    recorder.start();
  }

  private cut(isSpeech: boolean): void {
    if (!this.rolling) return;
    const { recorder, start_ms } = this.rolling;
    const end_ms = Math.max(start_ms, this.heardAt);
    this.rolling = null;
    recorder.ondataavailable = ({ data }) => {
      if (isSpeech && data.size > 0) this.ports.onTake({ sound: data, start_ms, end_ms });
      this.onFinished();
    };
    recorder.stop();
  }

  /** The moment whose sound is being recorded now. */
  private get heardAt(): number {
    return Math.max(0, Math.round(this.ports.clock() - PRE_ROLL_MS));
  }

  private fail(failure: MicrophoneFailure): void {
    if (this.isClosed) return;
    this.release();
    this.ports.onFailure(failure);
  }
}

const FAILURES: Record<string, MicrophoneFailure> = {
  NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing", NotReadableError: "busy",
};

export function failureOf(error: unknown): MicrophoneFailure {
  return (error instanceof DOMException && FAILURES[error.name]) || "failed";
}
