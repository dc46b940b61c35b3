import { Text } from "@mantine/core";
import type { Task } from "../api/types";
import { text } from "../text/en";
import { day } from "../text/format";

/** Who does it by when, as far as it was said. */
export function TaskFacts({ task }: { task: Pick<Task, "owner" | "due_date" | "due_phrase"> & { is_overdue?: boolean } }) {
  const due = task.due_date ?? task.due_phrase;
  return (
    <Text size="xs" c="dimmed" component="span">
      {task.owner ?? text.meeting.noOwner}
      {due && " · "}
      {due && (
        <Text span c={task.is_overdue ? "red" : "dimmed"} inherit>
          {task.is_overdue ? text.meeting.overdue(day(due)) : text.meeting.dueBy(day(due))}
        </Text>
      )}
    </Text>
  );
}
