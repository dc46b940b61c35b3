import { Alert, Button, Text } from "@mantine/core";
import { useMayChange, useRunInsights } from "../api/queries";
import type { Insight, MeetingDetail, Step } from "../api/types";
import { text } from "../text/en";

const words = text.meeting;

/** How an insight was made, and a way to have it made again where it is stale, degraded or failed. */
export function Provenance({ meetingId, step, insight, isStale }: { meetingId: string; step: Step; insight: Insight<unknown>; isStale: boolean }) {
  const dropped = insight.dropped_items > 0 ? ` · ${words.dropped(insight.dropped_items)}` : "";
  return (
    <>
      {isStale && (
        <Alert color="yellow" p="xs" title={words.stale}>
          <RunAgain meetingId={meetingId} steps={[step]} />
        </Alert>
      )}
      <Text size="xs" c="dimmed">
        {words.method[insight.method]}
        {insight.model ? ` (${insight.model})` : ""}
        {dropped}
      </Text>
      {insight.method === "degraded" && !isStale && (
        <div>
          <RunAgain meetingId={meetingId} steps={[step]} />
        </div>
      )}
    </>
  );
}

export function RunAgain({ meetingId, steps }: { meetingId: string; steps: Step[] }) {
  const run = useRunInsights(meetingId);
  if (!useMayChange()) return null;
  return (
    <Button size="xs" variant="light" loading={run.isPending} onClick={() => run.mutate(steps)}>
      {words.runAgain}
    </Button>
  );
}

/** In the place of an insight that is not there: that it failed, else what `otherwise` says. */
export function NoInsight({ meeting, step, otherwise }: { meeting: MeetingDetail; step: Step; otherwise: string }) {
  return (
    <Text c="dimmed" size="sm">
      {meeting.pipeline[step] === "failed" ? text.pipeline.missing(text.pipeline.steps[step]) : otherwise}
    </Text>
  );
}
