import { describe, expect, test } from "vitest";
import { PRE_ROLL_MS, Takes } from "../../src/record/takes";

const FRAME_MS = 20;
const [ROOM, VOICE] = [1e-6, 1e-2];

/** The stretches of sound that were recorded, as the delayed recorder hears them. */
function recorded(takes: Takes, ...sound: [power: number, milliseconds: number][]): { from: number; to: number; is_speech: boolean }[] {
  const found: { from: number; to: number; is_speech: boolean }[] = [];
  let now = 0;
  let from = 0;
  for (const [power, milliseconds] of sound) {
    for (const end = now + milliseconds; now < end; ) {
      now += FRAME_MS;
      for (const cue of takes.feed(power, FRAME_MS)) {
        if (cue.kind === "start") from = now - PRE_ROLL_MS;
        else found.push({ from, to: now - PRE_ROLL_MS, is_speech: cue.is_speech });
      }
    }
  }
  return found;
}

const talk = (milliseconds: number): [number, number][] => Array.from({ length: milliseconds / 100 }, (_, n) => [n % 2 ? ROOM : VOICE, 100]);

describe("a take", () => {
  test("begins before the speech was noticed and ends behind its last sound", () => {
    const [take] = recorded(new Takes(), [ROOM, 2_000], [VOICE, 600], [ROOM, 2_000]);

    expect(take?.from).toBeLessThan(2_000);
    expect(take?.from).toBeGreaterThan(1_500);
    expect(take?.to).toBeGreaterThanOrEqual(2_600 + 150);
    expect(take?.is_speech).toBe(true);
  });

  test("follows the one before without a word twice or lost, where nobody pauses", () => {
    const [first, second] = recorded(new Takes(), [ROOM, 2_000], ...talk(30_000), [ROOM, 2_000]);

    expect(second?.from).toBeGreaterThanOrEqual((first?.to ?? 0) - FRAME_MS);
    expect((second?.from ?? 0) - (first?.to ?? 0)).toBeLessThanOrEqual(FRAME_MS);
  });

  test("of a click is told apart from speech", () => {
    expect(recorded(new Takes(), [ROOM, 2_000], [VOICE, 80], [ROOM, 2_000]).map((take) => take.is_speech)).toEqual([false]);
  });

  test("that is under way when listening ends still comes to its end", () => {
    const takes = new Takes();
    recorded(takes, [ROOM, 2_000], [VOICE, 600]);

    expect(takes.finish()).toBe(true);
    expect(recorded(takes, [ROOM, 1_000])).toHaveLength(1);
    expect(takes.finish()).toBe(false);
  });
});
