import { describe, expect, test } from "vitest";
import { addressOf, filterOf, queryOf } from "../../src/meetings/filter";
import { namesOf, nextHour } from "../../src/meetings/ScheduleDialog";
import { typeChoices, typeName } from "../../src/meetings/types";

const NOTHING = { q: "", status: null, type: "", from: "", to: "" };

describe("the filter of meetings", () => {
  test("comes back from its address as it went there", () => {
    const filter = { q: "plan & do", status: "completed" as const, type: "stand_up", from: "2026-11-01", to: "2026-11-21" };

    expect(filterOf(new URLSearchParams(addressOf(filter)))).toEqual(filter);
  });

  test("leaves out what it does not understand", () => {
    expect(filterOf(new URLSearchParams("status=gone&from=yesterday&other=1"))).toEqual(NOTHING);
  });

  test("that is empty leaves the address empty", () => {
    expect([addressOf(NOTHING), queryOf(NOTHING)]).toEqual([{}, {}]);
  });

  test("asks for whole local days, the last one with its evening", () => {
    const { from = "", to = "" } = queryOf({ ...NOTHING, from: "2026-11-30", to: "2026-11-30" });

    expect([new Date(from), new Date(to)]).toEqual([new Date(2026, 10, 30), new Date(2026, 11, 1)]);
  });
});

describe("a meeting to come", () => {
  test("has who is named, by comma or by line", () => {
    expect(namesOf(" Ada,Ben;\nCleo Patra \n\n")).toEqual(["Ada", "Ben", "Cleo Patra"]);
  });

  test("begins at the next full hour, over midnight too", () => {
    expect([nextHour(new Date(2026, 10, 21, 9, 5)), nextHour(new Date(2026, 11, 31, 23, 59))]).toEqual(["2026-11-21T10:00", "2027-01-01T00:00"]);
  });

  test("may be of a kind that nobody offers", () => {
    expect(typeChoices("board_meeting").at(-1)).toEqual({ value: "board_meeting", label: "board meeting" });
    expect(typeName("one_to_one")).toBe("One to one");
  });
});
