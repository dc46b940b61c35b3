/** Times and lengths as people read them, in the browser's own time zone. */

const dayFormat = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short" });
const yearFormat = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const timeFormat = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** "Today, 14:05", "Fri, 20 Nov, 09:00", "3 Jan 2025, 09:00". */
export function when(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  if (date.toDateString() === now.toDateString()) return `Today, ${timeFormat.format(date)}`;
  const day = date.getFullYear() === now.getFullYear() ? dayFormat : yearFormat;
  return `${day.format(date)}, ${timeFormat.format(date)}`;
}

/** A calendar day, "2026-11-27", as "Fri, Nov 27"; other words, such as "next week", stay. */
export function day(date: string): string {
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  return year ? dayFormat.format(new Date(Number(year), Number(month) - 1, Number(dayOfMonth))) : date;
}

/** "45 s", "12 min", "1 h 05 min". */
export function length(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** A moment of a recording: "0:07", "12:34", "1:02:03". */
export function moment(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const clock = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${clock.join(":")}` : `${Number(clock[0])}:${clock[1]}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** "812 kB", "1.4 GB", with a thousand bytes to the kB as file managers count. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[step]}`;
}
