import type { SeqRange } from "./frames";

/** Seqs from here up belong to promoted interims; a recorder counts its own from 1. */
export const PROMOTED_SEQ_BASE = 1_000_000_000;

/** Sorted, disjoint, neighbours joined. */
export function normalise(ranges: readonly SeqRange[]): SeqRange[] {
  const joined: SeqRange[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** What is not in `ranges` of 1…`lastSeq`. */
export function missing(lastSeq: number, ranges: readonly SeqRange[]): SeqRange[] {
  const holes: SeqRange[] = [];
  let next = 1;
  for (const [from, to] of normalise(ranges)) {
    if (next > lastSeq) break;
    if (from > next) holes.push([next, Math.min(from - 1, lastSeq)]);
    next = Math.max(next, to + 1);
  }
  if (next <= lastSeq) holes.push([next, lastSeq]);
  return holes;
}

export function covers(ranges: readonly SeqRange[], first: number, last: number): boolean {
  return normalise(ranges).some(([from, to]) => from <= first && last <= to);
}

/** The highest seq that a recorder gave, 0 where there is none. */
export function highest(ranges: readonly SeqRange[]): number {
  return Math.max(0, ...ranges.filter(([from]) => from < PROMOTED_SEQ_BASE).map(([, to]) => to));
}
