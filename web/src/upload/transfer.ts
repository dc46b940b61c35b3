import type { FileKind, Refusal } from "./kinds";

/** Why a file did not become a meeting: what the page saw by itself, or the API's own sentence. */
export type Refused = { why: Refusal | "gone" } | { why: "said"; message: string };

/** One file on its way. After `sent`, a recording's state is what the API says of its session. */
export interface Transfer {
  key: string;
  name: string;
  size: number;
  kind: FileKind | null;
  state: "waiting" | "sending" | "interrupted" | "sent" | "done" | "refused";
  /** Bytes that have arrived. */
  sent_bytes: number;
  session_id: string | null;
  meeting_id: string | null;
  refused: Refused | null;
}

export type Step =
  | { kind: "begin" | "interrupt" | "sent" }
  | { kind: "announced"; session_id: string }
  | { kind: "progress"; sent_bytes: number }
  | { kind: "done"; meeting_id: string | null }
  | { kind: "refuse"; refused: Refused };

/** The transfer after a step. */
export function after(transfer: Transfer, step: Step): Transfer {
  switch (step.kind) {
    case "begin":
      return { ...transfer, state: "sending", refused: null };
    case "announced":
      return { ...transfer, session_id: step.session_id };
    case "progress":
      return { ...transfer, sent_bytes: Math.min(transfer.size, Math.max(0, step.sent_bytes)) };
    case "interrupt":
      return { ...transfer, state: "interrupted" };
    case "sent":
      return { ...transfer, state: "sent", sent_bytes: transfer.size };
    case "done":
      return { ...transfer, state: "done", sent_bytes: transfer.size, meeting_id: step.meeting_id };
    case "refuse":
      return { ...transfer, state: "refused", refused: step.refused };
  }
}
