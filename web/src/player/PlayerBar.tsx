import "@mantine/core/styles/Slider.css";
import { ActionIcon, Group, NativeSelect, Paper, Slider, Text } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconRewindBackward5, IconRewindForward5 } from "@tabler/icons-react";
import { useEffect, useSyncExternalStore } from "react";
import { text } from "../text/en";
import { moment } from "../text/format";
import classes from "./PlayerBar.module.css";
import type { Player } from "./player";

const words = text.player;
const SKIP_MS = 5_000;
const RATES = ["0.75", "1", "1.25", "1.5", "2"];
/** What does something of its own with these keys. */
const BUSY = "input, textarea, select, button, a, summary, [contenteditable], [role=slider], [role=tab], [role=dialog] *, [role=menu] *";

/** The meeting's sound: it stays in sight while one reads. */
export function PlayerBar({ player }: { player: Player }) {
  const view = useSyncExternalStore(player.subscribe, player.getView);
  useEffect(() => watchKeys(player), [player]);
  return (
    <Paper withBorder shadow="md" p="xs" className={classes.bar ?? ""} component="section" aria-label={words.title}>
      <Group gap="sm" wrap="nowrap">
        <ActionIcon size="lg" radius="xl" aria-label={view.is_playing ? words.pause : words.play} onClick={() => player.toggle()}>
          {view.is_playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={words.back} visibleFrom="xs" onClick={() => player.skip(-SKIP_MS)}>
          <IconRewindBackward5 size={20} stroke={1.6} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={words.forward} visibleFrom="xs" onClick={() => player.skip(SKIP_MS)}>
          <IconRewindForward5 size={20} stroke={1.6} />
        </ActionIcon>
        <Text size="sm" className={classes.time ?? ""}>
          {moment(view.at_ms)}
        </Text>
        <Slider
          flex={1}
          size="sm"
          min={0}
          max={Math.max(1, view.length_ms)}
          step={1_000}
          value={view.at_ms}
          label={moment}
          thumbLabel={words.position}
          thumbProps={{ "aria-valuetext": moment(view.at_ms) }}
          onChange={(at_ms) => player.seek(at_ms)}
        />
        <Text size="sm" c="dimmed" className={classes.time ?? ""}>
          {moment(view.length_ms)}
        </Text>
        <NativeSelect size="xs" w={74} aria-label={words.rate} value={String(view.rate)} onChange={(event) => player.setRate(Number(event.currentTarget.value))} data={RATES.map((value) => ({ value, label: words.times(value) }))} />
      </Group>
      {view.is_broken && !view.is_playing && (
        <Text size="sm" c="red" role="alert" mt={4}>
          {words.broken}
        </Text>
      )}
    </Paper>
  );
}

/** Space, ← and →, wherever nothing else wants them. */
function watchKeys(player: Player): () => void {
  const actions: Record<string, () => void> = { " ": () => player.toggle(), ArrowLeft: () => player.skip(-SKIP_MS), ArrowRight: () => player.skip(SKIP_MS) };
  const onKey = (event: KeyboardEvent) => {
    const action = actions[event.key];
    const isBusy = event.target instanceof Element && event.target.closest(BUSY);
    if (!action || isBusy || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
