import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useServices } from "../services";
import { keys } from "./queries";
import type { Page, Task, TaskChanges, TaskStatus } from "./types";

export interface TaskFilter {
  status: TaskStatus | null;
  owner: string;
  isMine: boolean;
  isOverdue: boolean;
}

export function useTasks(filter: TaskFilter) {
  const { api } = useServices();
  return useInfiniteQuery({
    queryKey: [...keys.allTasks, "all", filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<Task>>(`/api/tasks?${taskQuery(filter, pageParam)}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

function taskQuery(filter: TaskFilter, cursor: string | null): string {
  const query = new URLSearchParams({ limit: "50" });
  if (filter.status) query.set("status", filter.status);
  if (filter.owner) query.set("owner", filter.owner);
  if (filter.isMine) query.set("mine", "true");
  if (filter.isOverdue) query.set("overdue", "true");
  if (cursor) query.set("cursor", cursor);
  return query.toString();
}

type Change =
  | { kind: "add"; title: string }
  | { kind: "edit"; id: string; changes: TaskChanges }
  | { kind: "remove"; id: string };

/** Writes, changes or throws away a task; every list that may hold it is read anew. */
export function useChangeTask() {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => {
      if (change.kind === "add") return api.send("POST", "/api/tasks", { title: change.title });
      const path = `/api/tasks/${encodeURIComponent(change.id)}`;
      return change.kind === "edit" ? api.send("PATCH", path, change.changes) : api.send("DELETE", path);
    },
    onSettled: () =>
      Promise.all([cache.invalidateQueries({ queryKey: keys.allTasks }), cache.invalidateQueries({ queryKey: keys.dashboard })]),
  });
}
