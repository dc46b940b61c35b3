import { Group, Loader, Paper, SimpleGrid, Text, ThemeIcon, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClock, IconX } from "@tabler/icons-react";
import type { Pipeline, Step, StepState } from "../api/types";
import { text } from "../text/en";

export const STEPS: Step[] = ["refinement", "analytics", "tasks", "summary"];

const COLORS: Record<StepState, string> = { pending: "gray", running: "indigo", ready: "teal", degraded: "yellow", failed: "red" };

/** The four insight steps with their states, said in words too. */
export function PipelineSteps({ pipeline }: { pipeline: Pipeline }) {
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="xs" component="ol" aria-label={text.pipeline.title} p={0} m={0}>
      {STEPS.map((step) => {
        const state = pipeline[step] ?? "pending";
        return (
          <Paper key={step} component="li" withBorder p="xs" data-step={step} data-state={state}>
            <Group gap="xs" wrap="nowrap">
              <StateIcon state={state} />
              <div>
                <Text size="sm" fw={600}>
                  {text.pipeline.steps[step]}
                </Text>
                <Text size="xs" c="dimmed">
                  {text.pipeline.states[state]}
                </Text>
              </div>
            </Group>
          </Paper>
        );
      })}
    </SimpleGrid>
  );
}

function StateIcon({ state }: { state: StepState }) {
  if (state === "running") return <Loader size={22} />;
  const Icon = { pending: IconClock, ready: IconCheck, degraded: IconAlertTriangle, failed: IconX }[state];
  return (
    <ThemeIcon color={COLORS[state]} variant="light" size={24} radius="xl">
      <Icon size={15} aria-hidden />
    </ThemeIcon>
  );
}

/** The same in four dots, for a row of a list. */
export function PipelineDots({ pipeline }: { pipeline: Pipeline }) {
  const known = STEPS.filter((step) => pipeline[step]);
  if (known.length === 0) return null;
  return (
    <Group gap={4} wrap="nowrap">
      {known.map((step) => {
        const state = pipeline[step] ?? "pending";
        return (
          <span key={step} title={text.pipeline.step(text.pipeline.steps[step], text.pipeline.states[state])} style={{ width: 8, height: 8, borderRadius: 4, background: `var(--mantine-color-${COLORS[state]}-filled)` }}>
            <VisuallyHidden>{text.pipeline.step(text.pipeline.steps[step], text.pipeline.states[state])}</VisuallyHidden>
          </span>
        );
      })}
    </Group>
  );
}
