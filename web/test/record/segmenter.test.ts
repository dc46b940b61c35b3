import { describe, expect, test } from "vitest";
import { Segmenter, type SpeechEdge } from "../../src/record/segmenter";

const FRAME_MS = 20;
const ROOM = -60;
const VOICE = -25;

/** Levels in dB with how long each lasts; the edges that were found, as text. */
function edges(...sound: [level: number, milliseconds: number][]): string[] {
  const segmenter = new Segmenter();
  const found: string[] = [];
  const note = (edge: SpeechEdge | null) => edge && found.push(edge.kind === "begin" ? `begin ${edge.at_ms}` : `${edge.is_speech ? "end" : "noise until"} ${edge.at_ms}`);
  for (const [level, milliseconds] of sound) {
    for (let at = 0; at < milliseconds; at += FRAME_MS) note(segmenter.feed(10 ** (level / 10), FRAME_MS));
  }
  note(segmenter.finish());
  return found;
}

/** Speech as it is: syllables with gaps between them. */
const talk = (milliseconds: number): [number, number][] => Array.from({ length: milliseconds / 100 }, (_, n) => [n % 2 ? ROOM : VOICE, 100]);

describe("an utterance", () => {
  test("is what stands out of the room, from its first sound to its last", () => {
    expect(edges([ROOM, 1_000], [VOICE, 500], [ROOM, 1_000])).toEqual(["begin 1000", "end 1500"]);
  });

  test("goes on over a short pause, and ends at a long one", () => {
    expect(edges([ROOM, 500], [VOICE, 400], [ROOM, 400], [VOICE, 400], [ROOM, 800], [VOICE, 400])).toEqual(["begin 500", "end 1700", "begin 2500", "end 2900"]);
  });

  test("is heard in a loud room too, once the room is known", () => {
    expect(edges([-40, 4_000], [VOICE, 500], [-40, 1_000])).toEqual(["begin 4000", "end 4500"]);
  });

  test("is no steady noise that sets in: a fan becomes the room", () => {
    const [first, second, ...others] = edges([ROOM, 1_000], [-35, 30_000]);

    expect([first, second?.startsWith("end")]).toEqual(["begin 1000", true]);
    expect(others).toEqual([]);
  });

  test("is no click", () => {
    expect(edges([ROOM, 500], [VOICE, 40], [ROOM, 1_000])).toEqual([]);
    expect(edges([ROOM, 500], [VOICE, 100], [ROOM, 1_000])).toEqual(["begin 500", "noise until 600"]);
  });

  test("that grows long is cut at a short pause", () => {
    expect(edges([ROOM, 1_000], ...talk(12_000), [ROOM, 260], ...talk(1_000)).map((edge) => edge.split(" ")[0])).toEqual(["begin", "end", "begin", "end"]);
  });

  test("without any pause is cut at twenty seconds, and what follows is the next", () => {
    expect(edges([ROOM, 1_000], ...talk(25_000)).slice(0, 3)).toEqual(["begin 1000", "end 20900", "begin 21000"]);
  });

  test("is no microphone that begins to hear the room", () => {
    expect(edges([-100, 1_000], [-45, 2_000])).toEqual([]);
  });

  test("of a whisper in silence is none", () => {
    expect(edges([-100, 1_000], [-57, 1_000])).toEqual([]);
  });
});
