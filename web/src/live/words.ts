import type { InterimGuess, SpokenSegment } from "./frames";

export const MAX_TEXT_BYTES = 8_192;
/** In UTF-16 units: at most three bytes each, so within a segment's limit. */
const MAX_GUESS_LENGTH = 2_000;
/** The protocol's largest time, eleven days. */
const MAX_MS = 1_000_000_000;

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const encoder = new TextEncoder();

/** What JSON, the store and a reader can bear: no control characters, no lone surrogates, no blanks at the ends. */
export function cleanText(text: string): string {
  return text.replace(LONE_SURROGATE, "\ufffd").replace(CONTROL, " ").trim();
}

/** The segments of one utterance: none where nothing was said, several where it is too long for one. */
export function asSegments(spoken: SpokenSegment, maxTextBytes = MAX_TEXT_BYTES): SpokenSegment[] {
  const start_ms = asMilliseconds(spoken.start_ms);
  const end_ms = Math.max(start_ms, asMilliseconds(spoken.end_ms));
  return cut(cleanText(spoken.text), maxTextBytes).map((text, index) => ({
    ...spoken,
    utterance_id: index === 0 ? spoken.utterance_id : `${spoken.utterance_id}.${index + 1}`,
    text,
    start_ms,
    end_ms,
  }));
}

function asMilliseconds(time: number): number {
  return Math.min(MAX_MS, Math.max(0, Math.round(time)));
}

/** A guess made fit for its frame: its end is what is new, so a long one loses its beginning. Null for nothing. */
export function asGuess(guess: InterimGuess): InterimGuess | null {
  const [whole] = asSegments({ ...guess, text: guess.text.slice(-MAX_GUESS_LENGTH) });
  return whole ? { ...whole, utterance_id: guess.utterance_id } : null;
}

function cut(text: string, maxBytes: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest) {
    const fitting = rest.slice(0, fittingLength(rest, maxBytes));
    const blank = fitting.length < rest.length ? fitting.search(/\s\S*$/) : -1;
    const part = blank > 0 ? fitting.slice(0, blank) : fitting;
    parts.push(part.trimEnd());
    rest = rest.slice(part.length).trimStart();
  }
  return parts;
}

/** How many UTF-16 units of whole characters fit into `maxBytes` of UTF-8; at least one character. */
function fittingLength(text: string, maxBytes: number): number {
  const { read } = encoder.encodeInto(text, new Uint8Array(maxBytes));
  return read || String.fromCodePoint(text.codePointAt(0) ?? 0).length;
}
