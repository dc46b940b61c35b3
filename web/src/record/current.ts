import type { Recording } from "./recording";

/** The recording of this tab, which goes on while other pages are looked at. Light, so that every page can know of it. */
export class CurrentRecording {
  private recording: Recording | null = null;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): Recording | null => this.recording;

  set(recording: Recording | null): void {
    this.recording = recording;
    for (const listener of this.listeners) listener();
  }
}

export const currentRecording = new CurrentRecording();
