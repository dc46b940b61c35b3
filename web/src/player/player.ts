import type { SoundPiece } from "../api/types";
import { lengthOf, placeOf } from "./track";

export interface PlayerView {
  is_playing: boolean;
  /** Milliseconds from the session's start. */
  at_ms: number;
  length_ms: number;
  rate: number;
  /** The sound could not be fetched or decoded. */
  is_broken: boolean;
}

/** What of an audio element is used. */
export type AudioElement = Pick<HTMLAudioElement, "src" | "currentTime" | "playbackRate" | "play" | "pause" | "addEventListener">;

/** Plays a meeting's pieces as one recording; where nothing was said it goes to the next. */
export class Player {
  private pieces: readonly SoundPiece[] = [];
  private index = -1;
  /** A link is renewed once; what fails then is no matter of links. */
  private hasRenewed = false;
  private view: PlayerView = { is_playing: false, at_ms: 0, length_ms: 0, rate: 1, is_broken: false };
  private readonly listeners = new Set<() => void>();

  /** `onExpired` is called where a link has ceased to work: new pieces may come by `setPieces`. */
  constructor(
    private readonly audio: AudioElement,
    private readonly onExpired: () => void,
  ) {
    audio.addEventListener("timeupdate", () => this.tick());
    audio.addEventListener("ended", () => this.next());
    audio.addEventListener("error", () => this.fail());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getView = (): PlayerView => this.view;

  /** The same recording by new links; what is playing goes on by its old one. */
  setPieces(pieces: readonly SoundPiece[]): void {
    this.pieces = pieces;
    this.tell({ length_ms: lengthOf(pieces) });
    if (this.view.is_broken && this.view.is_playing) this.go(this.view.at_ms);
  }

  toggle(): void {
    if (this.view.is_playing) this.pause();
    else this.play(this.view.at_ms >= this.view.length_ms ? 0 : this.view.at_ms);
  }

  play(at_ms: number): void {
    this.tell({ is_playing: true });
    this.go(at_ms);
  }

  pause(): void {
    if (!this.view.is_playing) return;
    this.audio.pause();
    this.tell({ is_playing: false });
  }

  seek(at_ms: number): void {
    this.go(Math.min(this.view.length_ms, Math.max(0, at_ms)));
  }

  skip(by_ms: number): void {
    this.seek(this.view.at_ms + by_ms);
  }

  setRate(rate: number): void {
    this.audio.playbackRate = rate;
    this.tell({ rate });
  }

  private go(at_ms: number): void {
    const place = placeOf(this.pieces, at_ms);
    const piece = place && this.pieces[place.index];
    if (!place || !piece) {
      this.audio.pause();
      return this.tell({ at_ms: this.view.length_ms, is_playing: false });
    }
    if (this.index !== place.index || this.view.is_broken) {
      this.index = place.index;
      this.audio.src = piece.url;
      this.audio.playbackRate = this.view.rate;
    }
    this.audio.currentTime = place.into_ms / 1000;
    this.tell({ at_ms: Math.max(at_ms, piece.start_ms), is_broken: false });
    if (this.view.is_playing) void this.audio.play().catch(() => undefined); // a failure comes as an event, too
  }

  private tick(): void {
    const piece = this.pieces[this.index];
    this.hasRenewed = false;
    if (piece && this.view.is_playing) this.tell({ at_ms: piece.start_ms + Math.round(this.audio.currentTime * 1000) });
  }

  private next(): void {
    const following = this.pieces[this.index + 1];
    this.go(following ? following.start_ms : this.view.length_ms);
  }

  private fail(): void {
    if (this.index < 0) return;
    this.tell({ is_broken: true, ...(this.hasRenewed ? { is_playing: false } : {}) });
    if (!this.hasRenewed) this.onExpired();
    this.hasRenewed = true;
  }

  private tell(change: Partial<PlayerView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}
