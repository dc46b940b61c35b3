/** The last `count` days up to `now`, as the API names them: days of UTC, `2026-11-21`, oldest first. */
export function lastDays(count: number, now: Date): string[] {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return Array.from({ length: count }, (_, index) => new Date(today - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10));
}

/** One row for each day, those without a meeting included, so that a gap in time is a gap in the chart. */
export function everyDay<Row extends { date: string }>(days: string[], rows: readonly Row[]): { date: string; row: Row | null }[] {
  const byDate = new Map(rows.map((row) => [row.date, row]));
  return days.map((date) => ({ date, row: byDate.get(date) ?? null }));
}
