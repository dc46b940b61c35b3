export interface Part {
  text: string;
  isFound: boolean;
}

/** A sentence cut where it holds the words of a query: whole words, and beginnings where a star follows. */
export function markedParts(sentence: string, query: string): Part[] {
  const terms = query.split(/[\s"]+/).map(asPattern).filter(Boolean);
  if (terms.length === 0) return [{ text: sentence, isFound: false }];
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${terms.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  const parts: Part[] = [];
  let end = 0;
  for (const match of sentence.matchAll(found)) {
    if (match.index > end) parts.push({ text: sentence.slice(end, match.index), isFound: false });
    parts.push({ text: match[0], isFound: true });
    end = match.index + match[0].length;
  }
  if (end < sentence.length) parts.push({ text: sentence.slice(end), isFound: false });
  return parts;
}

function asPattern(term: string): string {
  const isBeginning = term.endsWith("*");
  const word = term.replace(/[^\p{L}\p{N}'’-]/gu, "").replace(/-/g, "\\-");
  return word && isBeginning ? `${word}[\\p{L}\\p{N}]*` : word;
}
