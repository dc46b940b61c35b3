import { beforeEach, describe, expect, test } from "vitest";
import type { SoundPiece } from "../../src/api/types";
import { type AudioElement, Player } from "../../src/player/player";
import { currentIndex, placeOf } from "../../src/player/track";

const PIECES: SoundPiece[] = [
  { url: "one", start_ms: 1_000, end_ms: 3_000, media_type: null },
  { url: "two", start_ms: 10_000, end_ms: 12_000, media_type: null },
];

class FakeAudio {
  src = "";
  currentTime = 0;
  playbackRate = 1;
  isSounding = false;
  private readonly listeners = new Map<string, () => void>();

  play(): Promise<void> {
    this.isSounding = true;
    return Promise.resolve();
  }

  pause(): void {
    this.isSounding = false;
  }

  addEventListener(kind: string, listener: () => void): void {
    this.listeners.set(kind, listener);
  }

  happen(kind: "timeupdate" | "ended" | "error", seconds = this.currentTime): void {
    this.currentTime = seconds;
    this.listeners.get(kind)?.();
  }
}

let audio: FakeAudio;
let player: Player;
let expired: number;

beforeEach(() => {
  audio = new FakeAudio();
  expired = 0;
  player = new Player(audio as unknown as AudioElement, () => (expired += 1));
  player.setPieces(PIECES);
});

describe("a moment of the recording", () => {
  test.each([
    [0, { index: 0, into_ms: 0 }],
    [1_500, { index: 0, into_ms: 500 }],
    [5_000, { index: 1, into_ms: 0 }],
    [11_000, { index: 1, into_ms: 1_000 }],
    [12_000, null],
  ])("%d ms is heard at %o", (at_ms, place) => {
    expect(placeOf(PIECES, at_ms)).toEqual(place);
  });

  test.each([[-1, 500], [0, 1_000], [0, 1_999], [2, 2_000], [3, 9_000]])("segment %d is current at %d ms", (index, at_ms) => {
    expect(currentIndex([1_000, 2_000, 2_000, 3_000], at_ms)).toBe(index);
  });
});

describe("the player", () => {
  test("plays from its beginning, and goes on with the next piece where nothing was said", () => {
    player.toggle();
    audio.happen("timeupdate", 1.5);
    const before = player.getView();
    audio.happen("ended");

    expect(before).toMatchObject({ is_playing: true, at_ms: 2_500, length_ms: 12_000 });
    expect([audio.src, audio.currentTime, player.getView().at_ms]).toEqual(["two", 0, 10_000]);
  });

  test("stops at the end, and then begins anew", () => {
    player.play(11_000);
    audio.happen("ended");
    const ended = player.getView();
    player.toggle();

    expect(ended).toMatchObject({ is_playing: false, at_ms: 12_000 });
    expect([audio.src, audio.isSounding]).toEqual(["one", true]);
  });

  test("stays paused where one only looks for a place, and does not leave the recording", () => {
    player.seek(10_500);
    player.skip(-60_000);

    expect([audio.isSounding, audio.src, player.getView().at_ms]).toEqual([false, "one", 1_000]);
  });

  test("keeps its speed from piece to piece", () => {
    player.setRate(1.5);
    player.play(0);
    audio.playbackRate = 1; // a new source may forget it
    audio.happen("ended");

    expect(audio.playbackRate).toBe(1.5);
  });

  test("asks for new links where one has expired, and goes on where it was", () => {
    player.play(10_000);
    audio.happen("timeupdate", 1);
    audio.happen("error");
    player.setPieces(PIECES.map((piece) => ({ ...piece, url: `new ${piece.url}` })));

    expect([expired, audio.src, audio.currentTime, player.getView().is_broken]).toEqual([1, "new two", 1, false]);
  });

  test("does not ask for ever: what fails with a new link too is broken", () => {
    player.play(0);
    audio.happen("error");
    player.setPieces(PIECES);
    audio.happen("error");

    expect([expired, player.getView()]).toMatchObject([1, { is_broken: true, is_playing: false }]);
  });
});
