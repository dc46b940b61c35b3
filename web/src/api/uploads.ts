import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useServices } from "../services";
import { keys } from "./queries";
import type { Upload } from "./types";

const at = (sessionId: string) => `/api/v1/sessions/${encodeURIComponent(sessionId)}`;
const OVER: Upload["status"][] = ["completed", "failed", "expired", "erased"];
/** Frames tell sooner; this is for those that are lost. */
const ASK_EVERY_MS = 4_000;

export function isOver(upload: Upload): boolean {
  return OVER.includes(upload.status);
}

/** How far a recording is, asked for until it is over. When it has become a meeting, the lists are read anew. */
export function useUpload(sessionId: string) {
  const { api } = useServices();
  const cache = useQueryClient();
  const upload = useQuery({
    queryKey: keys.upload(sessionId),
    queryFn: ({ signal }) => api.get<Upload>(at(sessionId), signal),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : ASK_EVERY_MS),
  });
  const status = upload.data?.status;
  useEffect(() => {
    if (status !== "completed") return;
    for (const queryKey of [keys.meetings, keys.dashboard]) void cache.invalidateQueries({ queryKey });
  }, [cache, status]);
  return upload;
}

/** Tries again what the transcription service failed. */
export function useRetryUpload(sessionId: string) {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api.send<Upload>("POST", `${at(sessionId)}/retry`),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.upload(sessionId) }),
  });
}
