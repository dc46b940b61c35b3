import { Group, Text } from "@mantine/core";
import { type Ref, useImperativeHandle, useRef, useState } from "react";
import { text } from "../text/en";
import classes from "./LevelMeter.module.css";

const words = text.record;

export interface LevelShown {
  /** `level` from 0 to 1. */
  show(level: number, isSpeaking: boolean): void;
}

/** How loud the microphone is. Drawn past React, fifty times a second. */
export function LevelMeter({ ref }: { ref: Ref<LevelShown> }) {
  const bar = useRef<HTMLDivElement>(null);
  const meter = useRef<HTMLDivElement>(null);
  const [isSpeaking, setSpeaking] = useState(false);
  useImperativeHandle(ref, () => ({
    show: (level, isNow) => {
      if (bar.current) bar.current.style.transform = `scaleX(${level})`;
      meter.current?.setAttribute("aria-valuenow", String(Math.round(level * 10) * 10));
      setSpeaking(isNow);
    },
  }));
  return (
    <Group gap="sm" mt="xs" wrap="nowrap">
      <div ref={meter} className={classes.meter} role="meter" aria-label={words.level} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
        <div ref={bar} className={classes.bar} data-speaking={isSpeaking || undefined} />
      </div>
      <Text size="sm" c="dimmed" miw={90}>
        {isSpeaking ? words.hearing : words.quiet}
      </Text>
    </Group>
  );
}
