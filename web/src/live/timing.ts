/** When to send again and when to reconnect; the numbers are those of tests/vectors/resend.json. Milliseconds. */

const RESEND_FLOOR_MS = 2_000;
/** With the jitter of a quarter on top this stays below thirty seconds. */
const RESEND_CAP_MS = 24_000;
const RECONNECT_BASE_MS = 500;
const RECONNECT_CAP_MS = 30_000;

/** RFC 6298's smoothing: the first sample, then 7/8 old and 1/8 new. */
export function smooth(smoothed: number | null, sample: number): number {
  return smoothed === null ? sample : (7 * smoothed + sample) / 8;
}

export function resendDelay(smoothed: number | null, attempt: number, random: number, retryAfterMs = 0): number {
  const base = Math.max(RESEND_FLOOR_MS, 4 * (smoothed ?? 0));
  const delay = Math.min(RESEND_CAP_MS, base * 2 ** attempt) * (1 + 0.25 * random);
  return Math.max(retryAfterMs, delay);
}

export function reconnectDelay(attempt: number, random: number): number {
  return Math.min(RECONNECT_CAP_MS, RECONNECT_BASE_MS * 2 ** attempt) * (0.5 + 0.5 * random);
}
