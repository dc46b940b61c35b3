import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useServices } from "../services";
import { keys } from "./queries";
import type { Page, Receipt, Section, Share, SharedMeeting } from "./types";

const at = (meetingId: string) => `/api/meetings/${encodeURIComponent(meetingId)}`;

export function useShares(meetingId: string) {
  const { api } = useServices();
  return useQuery({ queryKey: keys.shares(meetingId), queryFn: ({ signal }) => api.get<Page<Share>>(`${at(meetingId)}/share`, signal) });
}

/** The new link, with its address: it is told this once. */
export function useShare(meetingId: string) {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { sections: Section[]; expires_in_days?: number }) => api.send<Share>("POST", `${at(meetingId)}/share`, wanted),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.shares(meetingId) }),
  });
}

export function useRevoke(meetingId: string) {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (shareId: string) => api.send("DELETE", `${at(meetingId)}/share/${encodeURIComponent(shareId)}`),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.shares(meetingId) }),
  });
}

export function useShared(token: string) {
  const { api } = useServices();
  return useQuery({ queryKey: ["shared", token], queryFn: ({ signal }) => api.get<SharedMeeting>(`/api/shared/${encodeURIComponent(token)}`, signal) });
}

/** Deletes the sound of a meeting; its words stay. */
export function useDeleteSound(meetingId: string) {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api.send("DELETE", `${at(meetingId)}/audio`),
    onSuccess: () => cache.resetQueries({ queryKey: keys.sound(meetingId) }),
  });
}

/** Erases a meeting for good. The lists are read anew; the meeting itself is asked for no more. */
export function useErase(meetingId: string) {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api.send<Receipt>("DELETE", at(meetingId)),
    onSuccess: () => Promise.all([keys.meetings, keys.dashboard, keys.allTasks].map((queryKey) => cache.invalidateQueries({ queryKey, refetchType: "none" }))),
  });
}
