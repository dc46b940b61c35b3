import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useServices } from "../services";
import { keys } from "./queries";
import type { Comment, Edit, Page } from "./types";

const at = (meetingId: string, rest: string) => `/api/meetings/${encodeURIComponent(meetingId)}/${rest}`;

export function useHistory(meetingId: string, seq: number) {
  const { api } = useServices();
  return useQuery({
    queryKey: [...keys.transcript(meetingId), "history", seq],
    queryFn: ({ signal }) => api.get<Page<Edit>>(at(meetingId, `segments/${seq}/history`), signal),
  });
}

export function useComments(meetingId: string) {
  const { api } = useServices();
  return useQuery({ queryKey: keys.comments(meetingId), queryFn: ({ signal }) => api.get<Page<Comment>>(at(meetingId, "comments?limit=200"), signal) });
}

export type Correction =
  | { kind: "edit"; seq: number; text: string }
  | { kind: "undo"; seq: number }
  | { kind: "rename"; label: string; name: string }
  | { kind: "merge"; from: string; into: string }
  | { kind: "comment"; seq: number; text: string }
  | { kind: "uncomment"; id: string };

/** Corrects what is known of a meeting; what it may have changed is read anew. */
export function useCorrect(meetingId: string) {
  const { api } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (correction: Correction) => {
      const [method, rest, body] = asRequest(correction);
      return api.send(method, at(meetingId, rest), body);
    },
    onSettled: () => {
      // Not waited for: the correction is stored, and its dialog may close.
      for (const queryKey of [keys.transcript(meetingId), keys.meeting(meetingId), keys.comments(meetingId)]) void cache.invalidateQueries({ queryKey });
    },
  });
}

function asRequest(correction: Correction): ["POST" | "PUT" | "PATCH" | "DELETE", string, unknown?] {
  switch (correction.kind) {
    case "edit":
      return ["PATCH", `segments/${correction.seq}`, { text: correction.text }];
    case "undo":
      return ["POST", `segments/${correction.seq}/undo`];
    case "rename":
      return ["PUT", `speakers/${encodeURIComponent(correction.label)}`, { name: correction.name }];
    case "merge":
      return ["POST", "speakers/merge", { from: correction.from, into: correction.into }];
    case "comment":
      return ["POST", "comments", { seq: correction.seq, text: correction.text }];
    case "uncomment":
      return ["DELETE", `comments/${encodeURIComponent(correction.id)}`];
  }
}
