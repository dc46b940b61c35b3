import { ActionIcon, Alert, Anchor, Badge, Button, Card, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { useMayChange } from "../api/queries";
import { useChangeTask } from "../api/tasks";
import type { Priority, Task, TaskStatus } from "../api/types";
import { text } from "../text/en";
import { TaskFacts } from "./TaskFacts";

const words = text.tasks;
const STATUSES = Object.entries(text.meeting.taskStatuses).map(([value, label]) => ({ value, label }));
const PRIORITIES = Object.entries(text.meeting.priorities).map(([value, label]) => ({ value, label }));
const COLORS: Record<Priority, string> = { low: "gray", medium: "indigo", high: "red" };

/** A task with its state at hand; the pencil opens everything else. A viewer reads it. */
export function TaskRow({ task }: { task: Task }) {
  const [isEdited, setEdited] = useState(false);
  const change = useChangeTask();
  const mayChange = useMayChange();
  const isOver = task.status === "done" || task.status === "cancelled";
  const setStatus = (status: TaskStatus) => change.mutate({ kind: "edit", id: task.id, changes: { status } });
  return (
    <Card withBorder padding="sm" data-task={task.id}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Stack gap={2} flex={1} miw={0}>
          <Text size="sm" fw={500} td={isOver ? "line-through" : "none"} c={isOver ? "dimmed" : "inherit"}>
            {task.title}
          </Text>
          <Group gap="xs">
            <TaskFacts task={task} />
            {task.priority !== "medium" && (
              <Badge size="xs" variant="light" color={COLORS[task.priority]}>
                {text.meeting.priorities[task.priority]}
              </Badge>
            )}
            <MeetingLink task={task} />
          </Group>
        </Stack>
        {mayChange ? (
          <>
            <NativeSelect
              size="xs"
              w={118}
              aria-label={text.meeting.taskStatus(task.title)}
              value={change.isPending && change.variables.kind === "edit" ? (change.variables.changes.status ?? task.status) : task.status}
              onChange={(event) => setStatus(event.currentTarget.value as TaskStatus)}
              data={STATUSES}
            />
            <ActionIcon variant="subtle" color="gray" aria-label={words.edit(task.title)} aria-expanded={isEdited} onClick={() => setEdited(!isEdited)}>
              <IconPencil size={18} stroke={1.7} />
            </ActionIcon>
          </>
        ) : (
          <Badge variant="default" tt="none">
            {text.meeting.taskStatuses[task.status]}
          </Badge>
        )}
      </Group>
      {change.isError && <Alert color="red" p="xs" mt="xs" role="alert" title={words.failed} />}
      {isEdited && <TaskForm task={task} onClose={() => setEdited(false)} />}
    </Card>
  );
}

function MeetingLink({ task }: { task: Task }) {
  if (!task.meeting_id) return null;
  const seq = task.evidence[0]?.seq;
  return (
    <Anchor component={Link} size="xs" to={`/meetings/${encodeURIComponent(task.meeting_id)}?tab=tasks${seq ? `&seq=${seq}` : ""}`}>
      {task.meeting_title || text.meetings.untitled}
    </Anchor>
  );
}

function TaskForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const change = useChangeTask();
  const [title, setTitle] = useState(task.title);
  const [owner, setOwner] = useState(task.owner ?? "");
  const [due, setDue] = useState(task.due_date ?? "");
  const [priority, setPriority] = useState<Priority>(task.priority);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const changes = { title: title.trim(), owner: owner.trim() || null, due_date: due || null, priority };
    change.mutate({ kind: "edit", id: task.id, changes }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={save}>
      <Stack gap="xs" mt="sm">
        <TextInput label={words.name} required maxLength={300} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <Group gap="sm" grow preventGrowOverflow={false}>
          <TextInput label={words.owner} miw={140} value={owner} onChange={(event) => setOwner(event.currentTarget.value)} />
          <TextInput type="date" label={words.due} miw={140} value={due} onChange={(event) => setDue(event.currentTarget.value)} />
          <NativeSelect label={words.priority} miw={120} value={priority} onChange={(event) => setPriority(event.currentTarget.value as Priority)} data={PRIORITIES} />
        </Group>
        {change.isError && <Alert color="red" p="xs" role="alert" title={words.failed} />}
        <Group justify="space-between">
          <Button size="xs" variant="subtle" color="red" onClick={() => change.mutate({ kind: "remove", id: task.id })}>
            {words.remove}
          </Button>
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button size="xs" type="submit" loading={change.isPending} disabled={!title.trim()}>
              {words.save}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
