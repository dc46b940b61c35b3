import { Paper, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { text } from "../text/en";
import { moment } from "../text/format";
import classes from "./Lines.module.css";
import type { SpokenLine } from "./recording";

const words = text.record;
/** As many as anybody reads while recording; the meeting's page has all. */
const SHOWN = 200;

/** What was said so far, the present guess last. */
export function Lines({ lines }: { lines: SpokenLine[] }) {
  const box = useRef<HTMLOListElement>(null);
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines.length]);
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        {words.transcript}
      </Title>
      {lines.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.nothingYet}
        </Text>
      )}
      <ol ref={box} className={classes.lines} tabIndex={0} aria-label={words.transcript}>
        {lines.slice(-SHOWN).map((line) => (
          <li key={line.utterance_id} className={classes.line} data-final={line.is_final}>
            <Text component="time" size="xs" c="dimmed">
              {moment(line.start_ms)}
            </Text>
            <Text size="sm" fs={line.is_final ? "normal" : "italic"} c={line.is_final ? "inherit" : "dimmed"}>
              {line.speaker && <b>{line.speaker}: </b>}
              {line.text}
            </Text>
          </li>
        ))}
      </ol>
    </Paper>
  );
}
