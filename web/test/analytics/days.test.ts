import { expect, test } from "vitest";
import { everyDay, lastDays } from "../../src/analytics/days";

test("a range ends today and counts both ends", () => {
  expect(lastDays(3, new Date("2026-03-01T10:00:00Z"))).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
});

test("a day without a meeting has a place, too", () => {
  const rows = everyDay(["2026-03-01", "2026-03-02"], [{ date: "2026-03-02", meetings: 1 }]);

  expect(rows).toEqual([{ date: "2026-03-01", row: null }, { date: "2026-03-02", row: { date: "2026-03-02", meetings: 1 } }]);
});
