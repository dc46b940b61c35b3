import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS, readFrame, type SeqRange } from "../../src/live/frames";
import { type Change, formBatches, type KeptBatch, Outgoing, type WaitingSegment } from "../../src/live/outgoing";
import { covers, missing, normalise } from "../../src/live/ranges";
import { reconnectDelay, resendDelay, smooth } from "../../src/live/timing";
import { asSegments, cleanText } from "../../src/live/words";
import { vectors } from "./vectors";

interface Named {
  name: string;
}

describe("ranges", () => {
  const file = vectors<{
    normalise: (Named & { given: SeqRange[]; expect: SeqRange[] })[];
    missing: (Named & { last_seq: number; stored: SeqRange[]; expect: SeqRange[] })[];
    covers: (Named & { ranges: SeqRange[]; first: number; last: number; expect: boolean })[];
  }>("ranges.json");

  test.each(file.normalise)("normalise: $name", (it) => expect(normalise(it.given)).toEqual(it.expect));
  test.each(file.missing)("missing: $name", (it) => expect(missing(it.last_seq, it.stored)).toEqual(it.expect));
  test.each(file.covers)("covers: $name", (it) => expect(covers(it.ranges, it.first, it.last)).toBe(it.expect));
});

describe("timing", () => {
  const file = vectors<{
    resend: (Named & { round_trips_ms: number[]; attempt: number; random: number; retry_after_ms?: number; expect_ms: number })[];
    reconnect: (Named & { attempt: number; random: number; expect_ms: number })[];
  }>("resend.json");

  test.each(file.resend)("resend: $name", (it) => {
    const smoothed = it.round_trips_ms.reduce<number | null>(smooth, null);

    expect(resendDelay(smoothed, it.attempt, it.random, it.retry_after_ms)).toBe(it.expect_ms);
  });

  test.each(file.reconnect)("reconnect: $name", (it) => expect(reconnectDelay(it.attempt, it.random)).toBe(it.expect_ms));
});

describe("texts", () => {
  const file = vectors<{
    cases: (Named & { text: [string, number]; max_text_bytes: number; expect: [string, string][] })[];
    lone_surrogate: { code_units: number[]; expect: string };
  }>("texts.json");

  test.each(file.cases)("$name", (it) => {
    const spoken = { utterance_id: "u", text: it.text[0].repeat(it.text[1]), start_ms: 0, end_ms: 10 };

    const segments = asSegments(spoken, it.max_text_bytes);

    expect(segments.map((segment) => [segment.utterance_id, segment.text])).toEqual(it.expect);
  });

  test("a lone surrogate becomes the replacement character", () => {
    expect(cleanText(String.fromCharCode(...file.lone_surrogate.code_units))).toBe(file.lone_surrogate.expect);
  });
});

describe("batches", () => {
  interface Step {
    at_ms: number;
    say?: string[];
    text?: [string, number];
    flush?: boolean;
  }
  const file = vectors<{ cases: (Named & { next_seq?: number; steps: Step[]; expect: unknown[] })[] }>("batches.json");

  test.each(file.cases)("$name", (it) => {
    let waiting: WaitingSegment[] = [];
    let nextSeq = it.next_seq ?? 1;
    const seen: unknown[] = [];
    for (const { at_ms, say = [], text: [piece, count] = ["abcde", 1], flush = false } of it.steps) {
      for (const utterance_id of say) {
        const segment = { utterance_id, text: piece.repeat(count), start_ms: 0, end_ms: 1 };
        waiting.push({ order: waiting.length, said_at: at_ms, segment });
      }
      const { formed, rest } = formBatches(waiting, nextSeq, at_ms, DEFAULT_LIMITS, flush);
      waiting = rest;
      for (const { batch } of formed) {
        nextSeq += batch.segments.length;
        seen.push({ at_ms, first_seq: batch.first_seq, utterances: batch.segments.map((one) => one.utterance_id) });
      }
    }

    expect(seen).toEqual(it.expect);
  });
});

describe("resume", () => {
  interface Case extends Named {
    known_epoch: number | null;
    epoch: number;
    next_seq: number;
    outbox: { first_seq: number; count: number }[];
    stored: SeqRange[];
    expect: { drop: number[]; send: number[]; next_seq: number };
  }
  const file = vectors<{ window: number; cases: Case[]; take_over: Case[] }>("resume.json");

  test.each([...file.cases, ...file.take_over])("$name", (it) => {
    const batches = it.outbox.map(({ first_seq, count }): KeptBatch => ({
      first_seq,
      segments: Array.from({ length: count }, (_, index) => ({ utterance_id: `u${first_seq + index}`, text: "x", start_ms: 0, end_ms: 1 })),
    }));
    const outgoing = new Outgoing(() => 0, it.next_seq);
    outgoing.restore([], batches);

    const changes = outgoing.resumeAfterJoin(it.stored, it.known_epoch === it.epoch);
    const kept = new Set(outgoing.batches.map((one) => one.segments[0]?.utterance_id));
    const drop = batches.filter((one) => !kept.has(one.segments[0]?.utterance_id)).map((one) => one.first_seq);
    const send = outgoing.take(0, file.window).map((one) => one.first_seq);

    expect({ drop, send, next_seq: outgoing.nextSeq }).toEqual(it.expect);
    expect(outboxAfter(batches, changes)).toEqual(outgoing.batches);
  });
});

/** What the durable outbox holds after these changes: never less than what is still to be sent. */
function outboxAfter(batches: KeptBatch[], changes: Change[]): KeptBatch[] {
  const kept = new Map(batches.map((one) => [one.first_seq, one]));
  for (const change of changes) {
    if (change.kind === "form") kept.set(change.batch.first_seq, change.batch);
    if (change.kind === "done") kept.delete(change.first_seq);
  }
  return [...kept.values()].sort((a, b) => a.first_seq - b.first_seq);
}

describe("frames", () => {
  const file = vectors<{ server: (Named & { frame: { type: string } })[] }>("frames.json");

  test.each(file.server)("is read: $name", ({ frame }) => expect(readFrame(JSON.stringify(frame))).toEqual(frame));

  test.each(["", "[]", "null", "7", '{"type":"unheard_of"}', "{"])("is ignored: %s", (data) => expect(readFrame(data)).toBeNull());
});
