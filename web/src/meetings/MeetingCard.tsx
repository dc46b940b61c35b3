import { Badge, Card, Group, Text } from "@mantine/core";
import { Link } from "react-router";
import type { MeetingRow, MeetingStatus } from "../api/types";
import { text } from "../text/en";
import { length, when } from "../text/format";
import { PipelineDots } from "../meeting/PipelineSteps";
import classes from "./MeetingCard.module.css";

const COLORS: Record<MeetingStatus, string> = { live: "red", completed: "teal", scheduled: "gray" };

/** One meeting as a row of a list: the whole card is one link. */
export function MeetingCard({ meeting }: { meeting: MeetingRow }) {
  const facts = [
    when(meeting.actual_start ?? meeting.scheduled_at ?? meeting.created_at),
    meeting.duration_seconds ? length(meeting.duration_seconds) : null,
    meeting.total_segments ? text.meetings.segments(meeting.total_segments) : null,
    meeting.open_tasks ? text.meetings.tasks(meeting.open_tasks) : null,
  ].filter((fact) => fact !== null);
  return (
    <Card component={Link} to={`/meetings/${encodeURIComponent(meeting.id)}`} withBorder padding="sm" className={classes.card ?? ""}>
      <Group justify="space-between" gap="xs">
        <div className={classes.words}>
          <Text fw={600} lineClamp={1}>
            {meeting.title || text.meetings.untitled}
          </Text>
          <Text size="sm" c="dimmed">
            {facts.join(" · ")}
          </Text>
          {meeting.speakers.length > 0 && (
            <Text size="sm" c="dimmed" lineClamp={1}>
              {meeting.speakers.join(", ")}
            </Text>
          )}
        </div>
        <Group gap="xs" wrap="nowrap" className={classes.state ?? ""}>
          <PipelineDots pipeline={meeting.pipeline} />
          <StatusBadge status={meeting.status} />
        </Group>
      </Group>
    </Card>
  );
}

export function StatusBadge({ status }: { status: MeetingStatus }) {
  return (
    <Badge color={COLORS[status]} variant="light" className={classes.badge ?? ""}>
      {text.meetings.statuses[status]}
    </Badge>
  );
}
