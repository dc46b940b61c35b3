import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import { newSession, RecorderMachine } from "../../src/live/machine";
import { IndexedDbOutbox, type Outbox } from "../../src/live/outbox";
import type { KeptBatch } from "../../src/live/outgoing";
import { Recorder } from "../../src/live/recorder";
import { aSegment, FakeServer, FakeWorld, NotingOutbox, settle } from "./fakes";

const DETAILS = { session_id: "s", instance_id: "tab" };

let server: FakeServer;
let world: FakeWorld;
let outbox: Outbox;
let tails: KeptBatch[][];

beforeEach(() => {
  server = new FakeServer();
  world = new FakeWorld(server.receive);
  outbox = new IndexedDbOutbox(new IDBFactory());
  tails = [];
});

function aRecorder(kept = newSession(DETAILS)): Recorder {
  return new Recorder(new RecorderMachine(kept, () => 0), {
    outbox,
    world,
    sendTail: (_session, _instance, batches) => tails.push(batches),
  });
}

function sayAll(recorder: Recorder, from: number, to: number): void {
  for (let number = from; number <= to; number += 1) recorder.say(aSegment(number));
}

const expected = (count: number) => Array.from({ length: count }, (_, index) => `words ${index + 1}`);

describe("a recorder with its outbox", () => {
  test("saves every word and empties the outbox at the end", async () => {
    const recorder = aRecorder();
    recorder.start();
    sayAll(recorder, 1, 12);
    recorder.end();
    await world.pass(1_000);

    expect(server.texts).toEqual(expected(12));
    expect(recorder.view).toMatchObject({ status: "finalized", stored: 12, spoken: 12, meeting_id: "m" });
    expect(await outbox.sessions()).toEqual([]);
  });

  test("keeps words before it sends them", async () => {
    const noting = new NotingOutbox();
    outbox = noting;
    const keptAtSend: number[] = [];
    world = new FakeWorld((socket, frame) => {
      if (frame.action === "segments") keptAtSend.push(noting.changes.filter((one) => one.kind === "wait").length);
      server.receive(socket, frame);
    });
    const recorder = aRecorder();
    recorder.start();
    sayAll(recorder, 1, 5);
    await world.pass(10);

    expect(keptAtSend).toEqual([5]);
    expect(noting.changes.some((one) => one.kind === "form")).toBe(true);
  });

  test("a closed tab's words are sent when it is opened again, in order and once", async () => {
    world.isOffline = true;
    const first = aRecorder();
    first.start();
    sayAll(first, 1, 7);
    await world.pass(100);
    await first.dispose();

    world.isOffline = false;
    world.time += 3 * 24 * 3_600_000;
    const kept = await outbox.load("s");
    const second = aRecorder(kept ?? undefined);
    second.start();
    await world.pass(1_000);

    expect(server.texts).toEqual(expected(7));
    expect(second.view).toMatchObject({ stored: 7, spoken: 7 });
    expect(await outbox.load("s")).toMatchObject({ waiting: [], batches: [] });
  });

  test("the tail of a closing page and its repetition are the same batch", async () => {
    const first = aRecorder();
    first.start();
    await world.pass(100);
    sayAll(first, 1, 3);
    await settle();
    first.hide();
    await first.dispose();
    const [tail] = tails;
    server.stored.clear();
    server.frames.length = 0;

    const second = aRecorder((await outbox.load("s")) ?? undefined);
    second.start();
    await world.pass(1_000);

    expect(tail).toEqual([{ first_seq: 1, segments: [1, 2, 3].map(aSegment) }]);
    expect(server.frames).toContainEqual({ action: "segments", ...tail?.[0] });
  });

  test("lost acks and cut sockets make no word twice", async () => {
    const recorder = aRecorder();
    recorder.start();
    await world.pass(100);
    server.losesAcks = true;
    sayAll(recorder, 1, 20);
    await world.pass(5_000);
    world.sockets.at(-1)?.cut();
    server.losesAcks = false;
    sayAll(recorder, 21, 25);
    await world.pass(60_000);

    expect(server.texts).toEqual(expected(25));
    expect(recorder.view).toMatchObject({ stored: 25, spoken: 25 });
  });

  test("an end asked for while offline happens when the connection is back", async () => {
    const recorder = aRecorder();
    recorder.start();
    await world.pass(100);
    world.isOffline = true;
    world.sockets.at(-1)?.cut();
    sayAll(recorder, 1, 2);
    recorder.end();
    await world.pass(20_000);
    const whileAway = recorder.view.status;
    world.isOffline = false;
    recorder.online();
    await world.pass(1_000);

    expect(whileAway).toBe("reconnecting");
    expect(recorder.view).toMatchObject({ status: "finalized", stored: 2 });
  });

  test("after another recorder in between, words whose seqs were taken get new ones", async () => {
    const first = aRecorder();
    first.start();
    await world.pass(100);
    server.isDeaf = true;
    sayAll(first, 1, 5);
    await world.pass(100);
    await first.dispose();
    server.isDeaf = false;
    server.epoch = 2;
    for (let seq = 1; seq <= 5; seq += 1) server.stored.set(seq, aSegment(`other ${seq}`));

    const second = aRecorder((await outbox.load("s")) ?? undefined);
    second.start();
    await world.pass(1_000);

    expect(server.texts.slice(5)).toEqual(expected(5));
    expect(second.view).toMatchObject({ stored: 5, spoken: 5 });
  });

  test("without a durable store it records on and says so", async () => {
    outbox = Object.assign(new NotingOutbox(), { isBroken: true });
    const recorder = aRecorder();
    recorder.start();
    sayAll(recorder, 1, 5);
    await world.pass(1_000);

    expect(server.texts).toEqual(expected(5));
    expect(recorder.view.is_volatile).toBe(true);
  });

  test("with over a megabyte unsent interims stop and finals do not", async () => {
    const recorder = aRecorder();
    recorder.start();
    await world.pass(100);
    server.losesAcks = true;
    for (let number = 1; number <= 140; number += 1) recorder.say({ ...aSegment(number), text: "x".repeat(8_000) });
    await world.pass(100);
    recorder.interim({ utterance_id: "guess", text: "so", start_ms: 0, end_ms: 1 });
    await world.pass(20_000);
    const guessesMeanwhile = server.frames.filter((frame) => frame.action === "interim").length;
    server.losesAcks = false;
    await world.pass(600_000);

    expect(guessesMeanwhile).toBe(0);
    expect(server.stored.size).toBe(140);
    expect(server.frames.some((frame) => frame.action === "interim")).toBe(true);
  });

  test("a whole hour with a socket that dies every minute loses nothing", async () => {
    const recorder = aRecorder();
    recorder.start();
    for (let minute = 0; minute < 60; minute += 1) {
      for (let beat = 0; beat < 4; beat += 1) {
        recorder.say(aSegment(minute * 4 + beat + 1));
        await world.pass(15_000);
      }
      world.sockets.at(-1)?.cut();
    }
    recorder.end();
    await world.pass(60_000);

    expect(server.texts).toEqual(expected(240));
    expect(recorder.view.status).toBe("finalized");
  });
});
