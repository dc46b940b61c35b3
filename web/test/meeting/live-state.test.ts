import { describe, expect, test } from "vitest";
import type { Segment } from "../../src/api/types";
import type { InterimGuess, ServerFrame } from "../../src/live/frames";
import { mergeSegments, NOTHING_LIVE, pipelineAfter, reduceLive } from "../../src/meeting/live-state";

const guess = (utterance_id: string, text: string, start_ms = 0): InterimGuess => ({ utterance_id, text, start_ms, end_ms: start_ms + 1 });
const interim = (...given: Parameters<typeof guess>): ServerFrame => ({ type: "interim", rev: 1, ...guess(...given) });
const final = (utterance_id: string): ServerFrame => ({ type: "segments", first_seq: 1, segments: [guess(utterance_id, "done")] });
const event = (kind: string): ServerFrame => ({ type: "event", event_id: 1, kind, session_id: "s", body: {} });
const after = (...frames: ServerFrame[]) => frames.reduce(reduceLive, NOTHING_LIVE);
const words = (...frames: ServerFrame[]) => after(...frames).interims.map((one) => one.text);

describe("a meeting while it is live", () => {
  test("a newer guess takes the place of an older one", () => {
    expect(words(interim("a", "so"), interim("a", "so the"))).toEqual(["so the"]);
  });

  test("guesses stand in the order in which they began", () => {
    expect(words(interim("b", "second", 20), interim("a", "first", 10))).toEqual(["first", "second"]);
  });

  test("a final ends its guess, also one that comes late", () => {
    expect(words(interim("a", "so"), final("a"), interim("a", "so the"))).toEqual([]);
  });

  test("a guess without words takes the ones before back", () => {
    expect(words(interim("a", "so"), interim("b", "and"), interim("a", ""))).toEqual(["and"]);
  });

  test("the end of the session ends every guess", () => {
    expect(words(interim("a", "so"), event("session_finalized"))).toEqual([]);
  });

  test("the reveal is remembered", () => {
    expect(after(event("post_transcription_reveal")).is_revealed).toBe(true);
  });
});

describe("pushed segments", () => {
  const known = mergeSegments([], 1, [guess("a", "one"), guess("b", "two")]);
  const texts = (segments: Segment[]) => segments.map((one) => `${one.seq} ${one.text}`);

  test("join those of the snapshot in the order of their seqs", () => {
    expect(texts(mergeSegments(mergeSegments(known, 5, [guess("e", "five")]), 3, [guess("c", "three")]))).toEqual(["1 one", "2 two", "3 three", "5 five"]);
  });

  test("never replace what the snapshot has: it may have been edited", () => {
    expect(texts(mergeSegments(known, 2, [guess("b", "other"), guess("c", "three")]))).toEqual(["1 one", "2 two", "3 three"]);
  });
});

describe("the pipeline after an event", () => {
  test.each([
    ["tasks_started", { tasks: "running" }],
    ["tasks_ready", { tasks: "ready" }],
    ["summary_failed", { summary: "failed" }],
    ["dashboard_refresh", {}],
    ["other_ready", {}],
  ])("%s", (kind, expected) => expect(pipelineAfter({}, kind)).toEqual(expected));
});
