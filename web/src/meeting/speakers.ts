const PALETTE_SIZE = 8;

/** A colour for each speaker in the order in which they first speak, the same all over a meeting's page. */
export function speakerColors(names: Iterable<string | null>): Map<string, string> {
  const colors = new Map<string, string>();
  for (const name of names) {
    if (name && !colors.has(name)) colors.set(name, `var(--speaker-${colors.size % PALETTE_SIZE})`);
  }
  return colors;
}
