import { describe, expect, test } from "vitest";
import type { InterimGuess, JoinDetails, ServerFrame, SpokenSegment } from "../../src/live/frames";
import { type Effect, type Input, newSession, RecorderMachine } from "../../src/live/machine";
import { vectors } from "./vectors";

interface Step {
  at_ms: number;
  start?: JoinDetails;
  socket?: number;
  opened?: true;
  closed?: true;
  receive?: ServerFrame;
  say?: SpokenSegment[];
  interim?: InterimGuess;
  end?: true;
  expect: Record<string, unknown>[];
  counters?: [number, number];
}

const file = vectors<{ cases: { name: string; steps: Step[] }[] }>("scenarios.json");

function inputs(step: Step): Input[] {
  const socket = step.socket ?? 0;
  if (step.start) return [{ kind: "start" }];
  if (step.opened) return [{ kind: "opened", socket }];
  if (step.closed) return [{ kind: "closed", socket }];
  if (step.receive) return [{ kind: "receive", socket, frame: step.receive }];
  if (step.say) return step.say.map((segment) => ({ kind: "say", segment }));
  if (step.interim) return [{ kind: "interim", guess: step.interim }];
  return step.end ? [{ kind: "end" }] : [];
}

/** An effect in the words of the vectors; null for what they do not speak of. */
function told(effect: Effect): Record<string, unknown> | null {
  if (effect.kind === "connect" || effect.kind === "disconnect") return { [effect.kind]: effect.socket };
  if (effect.kind === "status") return { status: effect.status };
  if (effect.kind !== "send") return null;
  const { socket: send, frame } = effect;
  return frame.action === "segments" ? { send, frame, utterances: frame.segments.map((one) => one.utterance_id) } : { send, frame };
}

function isPing(output: Record<string, unknown>): boolean {
  return (output["frame"] as { action?: string } | undefined)?.action === "ping";
}

describe("the recorder", () => {
  test.each(file.cases)("$name", ({ steps }) => {
    const details = steps.find((step) => step.start)?.start as JoinDetails;
    const machine = new RecorderMachine(newSession(details), () => 0);
    for (const step of steps) {
      const effects: Effect[] = [];
      while (machine.dueAt() <= step.at_ms) effects.push(...machine.handle({ kind: "tick" }, machine.dueAt()));
      for (const input of inputs(step)) effects.push(...machine.handle(input, step.at_ms));

      const outputs = effects.map(told).filter((one) => one !== null);
      const compared = step.expect.some(isPing) ? outputs : outputs.filter((one) => !isPing(one));
      expect(compared, `at ${step.at_ms}`).toMatchObject(step.expect);
      expect(compared).toHaveLength(step.expect.length);
      if (step.counters) expect(machine.counters).toEqual(step.counters);
    }
  });
});
