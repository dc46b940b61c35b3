import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { queryOf } from "../meetings/filter";
import { useServices } from "../services";
import type { Dashboard, Me, MeetingDetail, MeetingRow, MeetingStatus, NewMeeting, Page, Role, Segment, Step, Task, TaskStatus, TranscriptPage } from "./types";

export interface MeetingFilter {
  q: string;
  status: MeetingStatus | null;
  type: string;
  /** Days such as `2026-11-21`, "" for none; both count. */
  from: string;
  to: string;
}

/** The cache's keys, so that an event knows what to refresh. */
export const keys = {
  me: ["me"] as const,
  dashboard: ["dashboard"] as const,
  meetings: ["meetings"] as const,
  meeting: (id: string) => ["meeting", id] as const,
  transcript: (id: string) => ["transcript", id] as const,
  tasks: (id: string) => ["tasks", id] as const,
  /** Every list of tasks, of whichever meeting. */
  allTasks: ["tasks"] as const,
  search: (q: string) => ["search", q] as const,
  analytics: (from: string, to: string) => ["analytics", from, to] as const,
  comments: (id: string) => ["comments", id] as const,
  shares: (id: string) => ["shares", id] as const,
  workspace: ["workspace"] as const,
  webhooks: ["webhooks"] as const,
  deliveries: (webhookId: string) => ["webhooks", "deliveries", webhookId] as const,
  model: ["model"] as const,
  usage: ["usage"] as const,
  members: ["members"] as const,
  archive: ["archive"] as const,
  audit: ["audit"] as const,
  invitations: ["invitations"] as const,
  myWorkspaces: ["my_workspaces"] as const,
  upload: (sessionId: string) => ["upload", sessionId] as const,
  sound: (id: string) => ["sound", id] as const,
};

export function useMe() {
  const { api } = useServices();
  return useQuery({ queryKey: keys.me, queryFn: ({ signal }) => api.get<Me>("/api/me", signal), staleTime: 300_000 });
}

/** What the caller may do in their workspace; null until it is known. */
export function useRole(): Role | null {
  return useMe().data?.workspace?.role ?? null;
}

/** Whether the caller may record and change things; a viewer only reads. Until it is known they may: the API decides. */
export function useMayChange(): boolean {
  return useRole() !== "viewer";
}

export function useDashboard() {
  const { api } = useServices();
  return useQuery({
    queryKey: keys.dashboard,
    queryFn: ({ signal }) => api.get<Dashboard>("/api/dashboard", signal),
    // What begins and ends is pushed. This is for what a lost push has left out; only a page that is looked at asks.
    refetchInterval: 120_000,
  });
}

export function useMeetings(filter: MeetingFilter) {
  const { api } = useServices();
  return useInfiniteQuery({
    queryKey: [...keys.meetings, filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<MeetingRow>>(`/api/meetings?${meetingQuery(filter, pageParam)}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

function meetingQuery(filter: MeetingFilter, cursor: string | null): string {
  return new URLSearchParams({ limit: "25", ...queryOf(filter), ...(cursor ? { cursor } : {}) }).toString();
}

export function useSchedule() {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewMeeting) => api.send<MeetingRow>("POST", "/api/meetings", wanted),
    onSettled: () => Promise.all([keys.meetings, keys.dashboard].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  });
}

export function useMeeting(id: string) {
  const { api } = useServices();
  return useQuery({
    queryKey: keys.meeting(id),
    queryFn: ({ signal }) => api.get<MeetingDetail>(`/api/meetings/${encodeURIComponent(id)}`, signal),
  });
}

/** The whole transcript, with the raw and the refined words of each segment, page by page: 10,000 segments are 20 answers of 500. */
export function useTranscript(id: string) {
  const { api } = useServices();
  return useQuery({
    queryKey: keys.transcript(id),
    queryFn: async ({ signal }) => {
      const segments: Segment[] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({ view: "refined", limit: "500", ...(cursor ? { cursor } : {}) });
        const page: TranscriptPage = await api.get(`/api/meetings/${encodeURIComponent(id)}/transcript?${query}`, signal);
        segments.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor);
      return segments;
    },
  });
}

export function useMeetingTasks(id: string) {
  const { api } = useServices();
  return useQuery({
    queryKey: keys.tasks(id),
    queryFn: ({ signal }) => api.get<Page<Task>>(`/api/tasks?meeting_id=${encodeURIComponent(id)}&limit=100`, signal),
  });
}

export function useSetTaskStatus(meetingId: string) {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, status }: { id: string; status: TaskStatus }) =>
      api.send<Task>("PATCH", `/api/tasks/${encodeURIComponent(id)}`, { status }),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: keys.tasks(meetingId) }),
        cache.invalidateQueries({ queryKey: keys.dashboard }),
      ]),
  });
}

export function useRunInsights(meetingId: string) {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (steps: Step[]) => api.send("POST", `/api/meetings/${encodeURIComponent(meetingId)}/insights`, { steps }),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.meeting(meetingId) }),
  });
}
