import type { SoundPiece } from "../api/types";

/** A place in the recording: which piece, and how far into it. */
export interface Place {
  index: number;
  /** Milliseconds from the piece's own beginning. */
  into_ms: number;
}

/** How long the recording is. Milliseconds. */
export function lengthOf(pieces: readonly SoundPiece[]): number {
  return pieces.reduce((end, piece) => Math.max(end, piece.end_ms), 0);
}

/** Where this moment is heard: in its piece, or, where nothing was said, at the beginning of the next. Null behind the end. */
export function placeOf(pieces: readonly SoundPiece[], at_ms: number): Place | null {
  const index = pieces.findIndex((piece) => at_ms < piece.end_ms);
  const piece = pieces[index];
  return piece ? { index, into_ms: Math.max(0, at_ms - piece.start_ms) } : null;
}

/** The last thing that began to be said by this moment: its index, -1 before the first. `starts` rise. */
export function currentIndex(starts: readonly number[], at_ms: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at_ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
