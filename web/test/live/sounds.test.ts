import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import type { AudioFrame } from "../../src/live/frames";
import { newSession, RecorderMachine } from "../../src/live/machine";
import { IndexedDbOutbox } from "../../src/live/outbox";
import { Recorder } from "../../src/live/recorder";
import { asSound, type KeptSound } from "../../src/live/sounds";
import { aSegment, FakeServer, FakeWorld } from "./fakes";

let server: FakeServer;
let world: FakeWorld;
let outbox: IndexedDbOutbox;
let heard: string[];
let tails: unknown[][];

beforeEach(() => {
  server = new FakeServer();
  world = new FakeWorld(server.receive);
  outbox = new IndexedDbOutbox(new IDBFactory());
  heard = [];
  tails = [];
});

function aRecorder(kept = newSession({ session_id: "s", instance_id: "tab" })): Recorder {
  return new Recorder(new RecorderMachine(kept, () => 0), {
    outbox,
    world,
    sendTail: (_session, _instance, batches) => tails.push(batches),
    onHeard: (utteranceId, { text }) => heard.push(`${utteranceId}: ${text}`),
  });
}

/** A sound of so many characters of base64. */
function aSound(characters = 100): KeptSound {
  const sound = asSound("A".repeat(characters), { format: "audio/webm", start_ms: 100, end_ms: 900 });
  if (!sound) throw new Error("too long");
  return sound;
}

const sent = () => server.frames.filter((frame): frame is AudioFrame => frame.action === "audio");
const partsSent = () => sent().map(({ seq, part }) => `${seq}.${part}`);

describe("an utterance of sound", () => {
  test("takes its turn among the words, and comes back as words", async () => {
    const recorder = aRecorder();
    recorder.start();
    recorder.say(aSegment(1));
    recorder.hear("mine", aSound());
    recorder.say(aSegment(2));
    recorder.end();
    await world.pass(1_000);

    expect(server.texts).toEqual(["words 1", "heard 2", "words 2"]);
    expect(heard).toEqual(["mine: heard 2"]);
    expect(recorder.view).toMatchObject({ status: "finalized", stored: 3, spoken: 3 });
    expect(await outbox.sessions()).toEqual([]);
  });

  test("goes in parts that can be decoded by themselves, and together are the whole", async () => {
    const recorder = aRecorder();
    recorder.start();
    recorder.hear("mine", aSound(40_000));
    await world.pass(100);

    expect(partsSent()).toEqual(["1.1", "1.2", "1.3"]);
    expect(sent().every(({ data, parts }) => data.length % 4 === 0 && data.length <= 18_432 && parts === 3)).toBe(true);
    expect(sent().reduce((sum, { data }) => sum + data.length, 0)).toBe(40_000);
  });

  test("is no sound where it is empty, or longer than frames can carry", () => {
    const rest = { format: "audio/webm", start_ms: 0, end_ms: 1 };

    expect(asSound("", rest)).toBeNull();
    expect(asSound("A".repeat(1_800_004), rest)).toBeNull();
  });

  test("survives the tab: what was not acknowledged is sent when it is opened again", async () => {
    world.isOffline = true;
    const first = aRecorder();
    first.start();
    first.hear("mine", aSound());
    await world.pass(100);
    await first.dispose();

    world.isOffline = false;
    const second = aRecorder((await outbox.load("s")) ?? undefined);
    second.start();
    await world.pass(1_000);

    expect(server.texts).toEqual(["heard 1"]);
    expect(await outbox.load("s")).toMatchObject({ batches: [] });
  });

  test("is not sent again part by part where the server keeps them: the last one asks for the words", async () => {
    server.hearing = "away";
    const recorder = aRecorder();
    recorder.start();
    recorder.hear("mine", aSound(40_000));
    await world.pass(2_500);
    server.hearing = "well";
    await world.pass(30_000);

    expect(partsSent()).toEqual(["1.1", "1.2", "1.3", "1.3", "1.3"]);
    expect(heard).toEqual(["mine: heard 1"]);
  });

  test("whose words do not come, however often asked, does not hold up the end, and stays safe", async () => {
    server.hearing = "away";
    const recorder = aRecorder();
    recorder.start();
    recorder.hear("mine", aSound());
    recorder.end();
    await world.pass(120_000);

    expect(recorder.view).toMatchObject({ status: "finalized", stored: 0, spoken: 1 });
    expect((await outbox.load("s"))?.batches).toHaveLength(1);
  });

  test("that cannot be read is refused once, and not sent for ever", async () => {
    server.hearing = "unreadable";
    const recorder = aRecorder();
    recorder.start();
    recorder.hear("mine", aSound());
    await world.pass(120_000);

    expect(partsSent()).toEqual(["1.1"]);
    expect(recorder.view.refused).toBe(1);
  });

  test("goes with no closing page's tail: it is too long for that, and safe in the outbox", async () => {
    const recorder = aRecorder();
    recorder.start();
    await world.pass(100);
    server.isDeaf = true;
    recorder.hear("mine", aSound());
    recorder.say(aSegment(1));
    recorder.hide();
    await world.pass(100);

    expect(tails).toEqual([[{ first_seq: 2, segments: [aSegment(1)] }]]);
  });

  test("waits while four others are being heard", async () => {
    const recorder = aRecorder();
    recorder.start();
    await world.pass(100);
    server.isDeaf = true;
    for (let number = 1; number <= 6; number += 1) recorder.hear(`u${number}`, aSound());
    await world.pass(1_000);
    server.isDeaf = false;
    await world.pass(60_000);

    expect(partsSent().slice(0, 4)).toEqual(["1.1", "2.1", "3.1", "4.1"]);
    expect(heard).toHaveLength(6);
  });
});
