import { Button, Group, Tooltip } from "@mantine/core";
import { createContext, useContext } from "react";
import type { Evidence } from "../api/types";
import { text } from "../text/en";
import { moment } from "../text/format";

/** How a claim reaches its words: the time of a seq (null where unknown), and the jump there. */
export interface EvidenceLinks {
  startOf(seq: number): number | null;
  jumpTo(seq: number): void;
}

export const EvidenceContext = createContext<EvidenceLinks>({ startOf: () => null, jumpTo: () => undefined });

/** One chip for each segment that a claim rests on. */
export function EvidenceChips({ evidence }: { evidence: Evidence[] }) {
  const links = useContext(EvidenceContext);
  const seen = new Set<number>();
  const distinct = evidence.filter(({ seq }) => !seen.has(seq) && seen.add(seq));
  if (distinct.length === 0) return null;
  return (
    <Group gap={4} component="span" display="inline-flex">
      {distinct.map(({ seq, quote }) => {
        const start = links.startOf(seq);
        const label = start === null ? `#${seq}` : moment(start);
        return (
          <Tooltip key={seq} label={quote} multiline maw={360} withArrow disabled={!quote} events={{ hover: true, focus: true, touch: false }}>
            <Button
              size="compact-xs"
              variant="light"
              radius="xl"
              aria-label={text.meeting.jump(label)}
              data-evidence={seq}
              onClick={() => links.jumpTo(seq)}
            >
              {label}
            </Button>
          </Tooltip>
        );
      })}
    </Group>
  );
}
