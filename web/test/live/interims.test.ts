import { describe, expect, test } from "vitest";
import type { InterimGuess } from "../../src/live/frames";
import { Interims } from "../../src/live/interims";

const EVERY = 1_000;
const guess = (text: string): InterimGuess => ({ utterance_id: "u", text, start_ms: 0, end_ms: 0 });

function sent(...offered: [at: number, text: string][]) {
  const interims = new Interims();
  return offered.flatMap(([at, text]) => {
    interims.offer(guess(text));
    return interims.take(at, EVERY).map((frame) => (frame as { text: string; rev: number }).text);
  });
}

describe("guesses", () => {
  test("go out as often as they may, the latest first", () => {
    expect(sent([0, "so"], [500, "so the"], [1_000, "so the next"])).toEqual(["so", "so the next"]);
  });

  test("that are taken back are so at once, whatever the interval", () => {
    expect(sent([0, "so"], [10, ""])).toEqual(["so", ""]);
  });

  test("that never went out are taken back without a word", () => {
    expect(sent([0, "so"], [10, ""], [20, "again"], [30, ""])).toEqual(["so", ""]);
  });

  test("rise in their revision through a withdrawal, which the server would not believe otherwise", () => {
    const interims = new Interims();
    const revisions = ["so", "", "again"].flatMap((text, at) => {
      interims.offer(guess(text));
      return interims.take(at * EVERY, EVERY).map((frame) => (frame as { rev: number }).rev);
    });

    expect(revisions).toEqual([1, 2, 3]);
  });

  test("end with their final", () => {
    const interims = new Interims();
    interims.offer(guess("so"));
    interims.take(0, EVERY);
    interims.offer(guess(""));
    interims.finish("u");

    expect(interims.dueAt(EVERY)).toBe(Infinity);
    expect(interims.take(EVERY, EVERY)).toEqual([]);
  });
});
