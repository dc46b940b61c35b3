import "../styles/further";
import { Button, Group, NativeSelect, Skeleton, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "react-router";
import { useMayChange } from "../api/queries";
import { type TaskFilter, useChangeTask, useTasks } from "../api/tasks";
import type { TaskStatus } from "../api/types";
import { More } from "../shell/More";
import { Problem } from "../shell/Problem";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { TaskRow } from "./TaskRow";

const words = text.tasks;
export const TASK_STATUSES: TaskStatus[] = ["open", "in_progress", "done", "cancelled"];

/** Tasks of all meetings, unfinished ones first. The filter stands in the address. */
export function TasksPage() {
  useTitle(words.title);
  const [address, setAddress] = useSearchParams();
  const set = (name: string, value: string) => {
    setAddress((now) => (value ? now.set(name, value) : now.delete(name), now), { replace: true });
  };
  const [owner] = useDebouncedValue((address.get("owner") ?? "").trim(), 250);
  const filter: TaskFilter = {
    status: TASK_STATUSES.find((one) => one === address.get("status")) ?? null,
    owner,
    isMine: address.has("mine"),
    isOverdue: address.has("overdue"),
  };
  const tasks = useTasks(filter);
  const mayChange = useMayChange();
  const rows = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Boolean(filter.status || owner || filter.isMine || filter.isOverdue);
  return (
    <Stack maw={900} mx="auto">
      <Title order={1} size="h2">
        {words.title}
      </Title>
      {mayChange && <NewTask />}
      <Group align="end" gap="md" role="search">
        <NativeSelect
          label={words.status}
          value={filter.status ?? ""}
          onChange={(event) => set("status", event.currentTarget.value)}
          data={[{ value: "", label: words.anyStatus }, ...TASK_STATUSES.map((value) => ({ value, label: text.meeting.taskStatuses[value] }))]}
        />
        <TextInput label={words.owner} value={address.get("owner") ?? ""} onChange={(event) => set("owner", event.currentTarget.value)} w={160} />
        <Switch mb={8} label={words.mine} checked={filter.isMine} onChange={(event) => set("mine", event.currentTarget.checked ? "1" : "")} />
        <Switch mb={8} label={words.overdue} checked={filter.isOverdue} onChange={(event) => set("overdue", event.currentTarget.checked ? "1" : "")} />
      </Group>
      {tasks.error && <Problem error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isPending && <Skeleton height={72} role="status" aria-label={text.app.loading} />}
      <Stack gap="xs" component="section" aria-label={words.list}>
        {rows.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </Stack>
      {tasks.data && rows.length === 0 && !tasks.hasNextPage && <Nothing isFiltered={isFiltered} onClear={() => setAddress({})} />}
      {tasks.hasNextPage && <More isLoading={tasks.isFetchingNextPage} onLoad={() => void tasks.fetchNextPage()} />}
    </Stack>
  );
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return (
    <Stack align="center" py="xl" gap="xs" ta="center">
      <Text c="dimmed">{isFiltered ? words.none : words.empty}</Text>
      {isFiltered ? (
        <Button variant="light" onClick={onClear}>
          {text.meetings.clear}
        </Button>
      ) : (
        <Text c="dimmed" size="sm">
          {words.emptyHint}
        </Text>
      )}
    </Stack>
  );
}

function NewTask() {
  const [title, setTitle] = useState("");
  const change = useChangeTask();
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim()) change.mutate({ kind: "add", title: title.trim() }, { onSuccess: () => setTitle("") });
  };
  return (
    <form onSubmit={add}>
      <Group align="end" gap="sm" wrap="nowrap">
        <TextInput flex={1} label={words.add} maxLength={300} value={title} onChange={(event) => setTitle(event.currentTarget.value)} error={change.isError && words.failed} />
        <Button type="submit" loading={change.isPending} disabled={!title.trim()} aria-label={words.add}>
          <IconPlus size={18} aria-hidden />
        </Button>
      </Group>
    </form>
  );
}
