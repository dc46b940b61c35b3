import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

interface Piece {
  type: "chunk" | "asset";
  fileName: string;
  isEntry?: boolean;
  imports?: string[];
  code?: string;
  source?: string | Uint8Array;
  viteMetadata?: { importedCss: Set<string> };
}

/** Says what the dashboard's first load weighs compressed, and fails the build where it exceeds the budget (bytes). */
export function firstLoadBudget(budget: number): Plugin {
  return {
    name: "first-load-budget",
    apply: "build",
    enforce: "post",
    writeBundle(_options, bundle) {
      const pieces = bundle as unknown as Record<string, Piece>;
      const files = firstLoad(pieces);
      const bytes = files.reduce((sum, name) => sum + compressedSize(pieces[name]), 0);
      const said = `first load: ${(bytes / 1000).toFixed(1)} kB compressed in ${files.length} files, budget ${budget / 1000} kB`;
      if (bytes > budget) this.error(said);
      else console.info(said);
    },
  };
}

/** index.html, the entry, what it imports at once, and their styles. */
function firstLoad(pieces: Record<string, Piece>): string[] {
  const files = new Set<string>(["index.html"]);
  const visit = (name: string) => {
    const piece = pieces[name];
    if (!piece || files.has(name)) return;
    files.add(name);
    piece.viteMetadata?.importedCss.forEach((css) => files.add(css));
    piece.imports?.forEach(visit);
  };
  Object.values(pieces).filter((piece) => piece.isEntry).forEach((piece) => visit(piece.fileName));
  return [...files];
}

function compressedSize(piece: Piece | undefined): number {
  return gzipSync(piece?.code ?? piece?.source ?? "").length;
}
