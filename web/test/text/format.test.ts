import { describe, expect, test } from "vitest";
import { day, length, moment, percent, when } from "../../src/text/format";

describe("times as people read them", () => {
  test.each([[0, "0:00"], [7_999, "0:07"], [754_000, "12:34"], [3_723_000, "1:02:03"]])("the moment %i ms is %s", (ms, said) => expect(moment(ms)).toBe(said));

  test.each([[45, "45 s"], [59.6, "60 s"], [720, "12 min"], [3_900, "1 h 05 min"]])("a length of %f s is %s", (seconds, said) => expect(length(seconds)).toBe(said));

  test("today is said as such, in the reader's own time zone", () => {
    const now = new Date(2026, 10, 21, 18, 0);

    expect(when(new Date(2026, 10, 21, 14, 5).toISOString(), now)).toBe("Today, 14:05");
    expect(when(new Date(2026, 10, 20, 9, 0).toISOString(), now)).toBe("Fri, Nov 20, 09:00");
    expect(when(new Date(2025, 0, 3, 9, 0).toISOString(), now)).toBe("Jan 3, 2025, 09:00");
  });

  test("a calendar day is the same in every time zone; other words stay", () => {
    expect(day("2026-11-27")).toBe("Fri, Nov 27");
    expect(day("next week")).toBe("next week");
  });

  test("shares are whole percents", () => expect(percent(0.436)).toBe("44%"));
});
