import { beforeEach, describe, expect, test } from "vitest";
import { ApiError, type Api } from "../../src/api/client";
import { newSession, RecorderMachine } from "../../src/live/machine";
import { claims, rememberClaim, settleClaims } from "../../src/record/claims";
import { Recording } from "../../src/record/recording";
import { unsentText } from "../../src/record/save-unsent";
import { FakeServer, FakeWorld, NotingOutbox } from "../live/fakes";

const SOUND = { format: "audio/webm", parts: ["AAAA"], start_ms: 0, end_ms: 900, speaker: "Ada" };

function aRecording() {
  const server = new FakeServer();
  const world = new FakeWorld(server.receive);
  const machine = new RecorderMachine(newSession({ session_id: "s", instance_id: "i" }), () => 0);
  const ports = { outbox: new NotingOutbox(), world, sendTail: () => undefined };
  const recording = new Recording(machine, ports, "Title", 0, () => undefined, () => world.now());
  recording.recorder.start();
  return { recording, server, world };
}

describe("a recording", () => {
  test("times count from its start to its words, whenever they are sent", async () => {
    const { recording, server, world } = aRecording();
    await world.pass(4_000);
    recording.guess("u", "Good", 3_000, "Ada");
    await world.pass(1_000);
    recording.say("u", "Good morning.", 3_000, "Ada", 0.9);
    recording.recorder.end();
    await world.pass(60_000);

    expect([...server.stored.values()]).toEqual([
      { utterance_id: "u", text: "Good morning.", start_ms: 3_000, end_ms: 5_000, speaker: "Ada", confidence: 0.9 },
    ]);
  });

  test("off the record nothing is shown, kept or sent", async () => {
    const { recording, server, world } = aRecording();
    await world.pass(100);
    recording.guess("u", "This is sec", 0, null);
    recording.setOffRecord(true);
    recording.guess("u", "This is secret", 0, null);
    recording.say("u", "This is secret.", 0, null);
    await world.pass(20_000);

    expect(recording.getView()).toMatchObject({ lines: [], spoken: 0 });
    expect(server.stored.size).toBe(0);
  });

  test("what somebody began to say before going off the record is taken back from the server", async () => {
    const { recording, server, world } = aRecording();
    await world.pass(100);
    recording.guess("u", "This is sec", 0, null);
    await world.pass(100);
    recording.setOffRecord(true);
    await world.pass(100);

    expect(server.guesses).toEqual(["This is sec", ""]);
  });

  test("what is being typed at the end counts as said, once", async () => {
    const { recording, server, world } = aRecording();
    await world.pass(100);
    recording.guess("u", "And one more thing", 0, "Ada");
    recording.end();
    recording.say("u", "And one more thing.", 0, "Ada");
    await world.pass(1_000);

    expect(server.texts).toEqual(["And one more thing"]);
    expect(recording.getView()).toMatchObject({ status: "finalized", spoken: 1 });
  });

  test("what a source still holds at the end is said before it", async () => {
    const { recording, server, world } = aRecording();
    await world.pass(100);
    let hand: () => void = () => undefined;
    recording.addSource(() => new Promise((resolve) => (hand = () => (recording.hear("u", SOUND), resolve()))));

    const ended = recording.end();
    await world.pass(1_000);
    const before = server.frames.some((frame) => frame.action === "end_session");
    hand();
    await ended;
    await world.pass(1_000);

    expect(before).toBe(false);
    expect(server.texts).toEqual(["heard 1"]);
    expect(recording.getView()).toMatchObject({ status: "finalized", spoken: 1, lines: [{ text: "heard 1", speaker: "Ada" }] });
  });

  test("off the record no sound is taken either", async () => {
    const { recording, server, world } = aRecording();
    await world.pass(100);
    recording.setOffRecord(true);
    recording.hear("u", SOUND);
    await world.pass(20_000);

    expect([recording.getView().spoken, server.stored.size]).toEqual([0, 0]);
  });

  test("finals stand before the guesses that are still open", async () => {
    const { recording } = aRecording();
    recording.guess("b", "second", 10, null);
    recording.guess("a", "first", 0, null);
    recording.say("a", "First.", 0, null);

    expect(recording.getView().lines.map((line) => line.text)).toEqual(["First.", "second"]);
  });
});

test("the words left on the device can be read as a text", () => {
  const segment = (text: string, start_ms: number, speaker?: string) => ({ utterance_id: text, text, start_ms, end_ms: start_ms, ...(speaker ? { speaker } : {}) });
  const kept = {
    ...newSession({ session_id: "s", instance_id: "i" }),
    batches: [{ first_seq: 6, segments: [segment("two", 61_000)] }, { first_seq: 1, segments: [segment("one", 0, "Ada")] }],
    waiting: [{ order: 9, said_at: 0, segment: segment("three", 62_000) }],
  };

  expect(unsentText(kept)).toBe("[0:00] Ada: one\n[1:01] two\n[1:02] three\n");
});

describe("claims of anonymous sessions", () => {
  const claim = (session_id: string) => ({ session_id, capability: "c" });
  const answering = (statuses: Record<string, number>) =>
    ({
      send: (_method: string, path: string) => {
        const status = statuses[path.split("/")[3] ?? ""] ?? 200;
        return status === 200 ? Promise.resolve({}) : Promise.reject(new ApiError(status, "X", "x"));
      },
    }) as unknown as Api;

  beforeEach(() => {
    localStorage.clear();
    for (const id of ["taken", "gone", "later"]) rememberClaim(localStorage, claim(id));
  });

  test("are settled after signing in; what fails for now is tried again", async () => {
    const settled = await settleClaims(localStorage, answering({ gone: 404, later: 503 }));

    expect(settled).toBe(1);
    expect(claims(localStorage)).toEqual([claim("later")]);
  });
});
