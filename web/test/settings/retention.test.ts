import { describe, expect, test } from "vitest";
import { asDays, changesOf, isShorter, retentionChoices } from "../../src/settings/retention";

describe("how long things are kept", () => {
  test("what is set now can be chosen, whoever set it", () => {
    const labels = retentionChoices(45, "Ever").map((one) => one.label);

    expect(labels.slice(0, 4)).toEqual(["Ever", "30 days", "45 days", "90 days"]);
    expect(labels.slice(-2)).toEqual(["2 years", "5 years"]);
  });

  test.each([
    [null, 365, true],
    [365, 30, true],
    [30, 365, false],
    [30, null, false],
    [null, null, false],
    [30, 30, false],
  ])("from %s to %s days something goes: %s", (before, after, isErasing) => {
    expect(isShorter(before, after)).toBe(isErasing);
  });

  test("only what has changed is sent, and for ever is null", () => {
    const before = { name: "Engines", retention_days: 30, audio_retention_days: null };

    expect(changesOf(before, { ...before, retention_days: asDays("") })).toEqual({ retention_days: null });
    expect(changesOf(before, { ...before })).toEqual({});
  });
});
