import type { MeetingFilter } from "../api/queries";
import type { MeetingStatus } from "../api/types";

export const STATUSES: MeetingStatus[] = ["live", "completed", "scheduled"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filter as the address holds it; days are local calendar days. What it does not understand it leaves out. */
export function filterOf(address: URLSearchParams): MeetingFilter {
  const day = (name: string) => (DAY.test(address.get(name) ?? "") ? (address.get(name) ?? "") : "");
  return { q: address.get("q") ?? "", status: STATUSES.find((one) => one === address.get("status")) ?? null, type: address.get("type") ?? "", from: day("from"), to: day("to") };
}

/** Only what is set, so that an address without a filter has no query. */
export function addressOf(filter: MeetingFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** As the API wants it: the days' beginnings as moments, the last day whole. */
export function queryOf(filter: MeetingFilter): Record<string, string> {
  const { from, to, ...rest } = addressOf(filter);
  return { ...rest, ...(from ? { from: beginningOf(from, 0) } : {}), ...(to ? { to: beginningOf(to, 1) } : {}) };
}

function beginningOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
