import { Badge, Card, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useMayChange, useMeetingTasks, useSetTaskStatus } from "../api/queries";
import type { ExtractedTask, MeetingDetail, Priority, Task } from "../api/types";
import { Problem } from "../shell/Problem";
import { TaskFacts } from "../tasks/TaskFacts";
import { text } from "../text/en";
import { EvidenceChips } from "./Evidence";
import { NoInsight, Provenance } from "./Provenance";
import { Sentences } from "./SummaryPanel";

const words = text.meeting;
const COLORS: Record<Priority, string> = { low: "gray", medium: "indigo", high: "red" };

export function TasksPanel({ meeting }: { meeting: MeetingDetail }) {
  const tasks = useMeetingTasks(meeting.id);
  const extraction = meeting.insights.tasks;
  const found = extraction?.body.tasks ?? [];
  const isEmpty = tasks.data?.items.length === 0;
  return (
    <Stack>
      {tasks.error && found.length === 0 && <Problem error={tasks.error} onRetry={() => void tasks.refetch()} />}
      <Stack gap="xs" component="section" aria-label={words.tasks}>
        {tasks.data?.items.map((task) => (
          <TaskCard key={task.id} task={task} meetingId={meeting.id} />
        ))}
        {tasks.error && found.map((task, index) => <FoundTask key={index} task={task} />)}
        {isEmpty && <NoInsight meeting={meeting} step="tasks" otherwise={extraction ? words.noTasks : words.tasksLater} />}
      </Stack>
      {extraction && (
        <>
          <Sentences title={words.decisions} sentences={extraction.body.decisions} />
          <Sentences title={words.openQuestions} sentences={extraction.body.open_questions} />
          <Provenance meetingId={meeting.id} step="tasks" insight={extraction} isStale={meeting.is_stale?.tasks ?? false} />
        </>
      )}
    </Stack>
  );
}

function TaskCard({ task, meetingId }: { task: Task; meetingId: string }) {
  const setStatus = useSetTaskStatus(meetingId);
  const mayChange = useMayChange();
  const isDone = task.status === "done";
  return (
    <Card withBorder padding="sm">
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Checkbox
          mt={2}
          checked={setStatus.isPending ? !isDone : isDone}
          disabled={setStatus.isPending || !mayChange}
          aria-label={words.setDone(task.title)}
          onChange={(event) => setStatus.mutate({ id: task.id, status: event.currentTarget.checked ? "done" : "open" })}
        />
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={500} td={isDone ? "line-through" : undefined}>
            {task.title}
          </Text>
          <Facts task={task} />
        </div>
      </Group>
    </Card>
  );
}

/** A task as the insight found it, where the list of tasks cannot be had: to be read, not ticked off. */
function FoundTask({ task }: { task: ExtractedTask }) {
  return (
    <Card withBorder padding="sm">
      <Text size="sm" fw={500}>
        {task.title}
      </Text>
      <Facts task={task} />
    </Card>
  );
}

function Facts({ task }: { task: ExtractedTask | Task }) {
  return (
    <Group gap="xs" mt={4}>
      <TaskFacts task={task} />
      {task.priority !== "medium" && (
        <Badge size="xs" variant="light" color={COLORS[task.priority]}>
          {words.priorities[task.priority]}
        </Badge>
      )}
      <EvidenceChips evidence={task.evidence} />
    </Group>
  );
}
