/** The browser's own speech recognition (Web Speech API), where there is one. */

interface RecognitionAlternative {
  transcript: string;
  confidence: number;
}

interface RecognitionEvent {
  resultIndex: number;
  results: ArrayLike<ArrayLike<RecognitionAlternative> & { isFinal: boolean }>;
}

interface Recognition {
  continuous: boolean;
  interimResults: boolean;
  lang: string;
  onresult: ((event: RecognitionEvent) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  start(): void;
  abort(): void;
  stop(): void;
}

type RecognitionClass = new () => Recognition;

export interface Heard {
  /** Counts the utterances of this listening; an interim and its final have the same. */
  index: number;
  text: string;
  is_final: boolean;
  confidence: number | null;
}

export type SpeechFailure = "denied" | "failed";

/** Recognition ends by itself after silence or a minute; it is started again this soon. */
const RESTART_MS = 300;

export function findRecognition(scope: object = window): RecognitionClass | null {
  const { SpeechRecognition, webkitSpeechRecognition } = scope as Record<string, RecognitionClass | undefined>;
  return SpeechRecognition ?? webkitSpeechRecognition ?? null;
}

/** Listens until stopped, starting again whenever the browser stops by itself. */
export class Listener {
  private recognition: Recognition | null = null;
  private isStopped = false;
  /** Results count from 0 again after each restart; utterances must not. */
  private base = 0;
  private seen = 0;

  constructor(
    private readonly RecognitionType: RecognitionClass,
    private readonly language: string,
    private readonly onHeard: (heard: Heard) => void,
    private readonly onFailure: (failure: SpeechFailure | null) => void,
  ) {}

  start(): void {
    if (this.isStopped) return;
    const recognition = new this.RecognitionType();
    this.recognition = recognition;
    this.base += this.seen;
    this.seen = 0;
    Object.assign(recognition, { continuous: true, interimResults: true, lang: this.language });
    recognition.onresult = (event) => this.hear(event);
    recognition.onerror = ({ error }) => this.fail(error);
    recognition.onend = () => setTimeout(() => this.start(), RESTART_MS);
    recognition.start();
  }

  stop(): void {
    this.isStopped = true;
    this.recognition?.stop();
  }

  private hear(event: RecognitionEvent): void {
    this.onFailure(null);
    for (let index = event.resultIndex; index < event.results.length; index += 1) {
      const result = event.results[index];
      const best = result?.[0];
      if (!result || !best) continue;
      this.seen = Math.max(this.seen, index + 1);
      const confidence = best.confidence > 0 ? Math.min(1, best.confidence) : null;
      this.onHeard({ index: this.base + index, text: best.transcript, is_final: result.isFinal, confidence });
    }
  }

  private fail(error: string): void {
    if (error === "no-speech" || error === "aborted") return;
    const isDenied = error === "not-allowed" || error === "service-not-allowed" || error === "audio-capture";
    if (isDenied) this.isStopped = true;
    this.onFailure(isDenied ? "denied" : "failed");
  }
}
