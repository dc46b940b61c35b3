/** The frames of docs/protocol.md, version 1. Times are integer milliseconds from the session's start. */

export type SeqRange = [from: number, to: number];

export interface SpokenSegment {
  utterance_id: string;
  text: string;
  start_ms: number;
  end_ms: number;
  speaker?: string | null;
  confidence?: number | null;
  language?: string | null;
}

export interface InterimGuess {
  utterance_id: string;
  text: string;
  start_ms: number;
  end_ms: number;
  speaker?: string | null;
}

export interface Limits {
  max_frame_bytes: number;
  max_batch: number;
  window: number;
  interim_interval_ms: number;
  interim_unwatched_interval_ms: number;
  heartbeat_ms: number;
  batch_ms: number;
  batch_size: number;
}

/** In force until the first `session_joined` says otherwise. */
export const DEFAULT_LIMITS: Limits = {
  max_frame_bytes: 24_576,
  max_batch: 25,
  window: 64,
  interim_interval_ms: 1_000,
  interim_unwatched_interval_ms: 5_000,
  heartbeat_ms: 45_000,
  batch_ms: 10_000,
  batch_size: 5,
};

export interface JoinDetails {
  session_id: string;
  instance_id: string;
  title?: string;
  meeting_type?: string;
  meeting_id?: string;
  time_zone?: string;
  started_at?: string;
  recording_enabled?: boolean;
}

export interface JoinFrame extends JoinDetails {
  action: "join_session";
  v: 1;
  role: "recorder" | "viewer";
  capability?: string;
  resume_token?: string;
  last_event?: number;
}

export interface SegmentsFrame {
  action: "segments";
  first_seq: number;
  segments: SpokenSegment[];
}

/** A part of an utterance's sound, in base64; `seq` is that of the segment it becomes. */
export interface AudioFrame {
  action: "audio";
  seq: number;
  part: number;
  parts: number;
  format: string;
  data: string;
  start_ms: number;
  end_ms: number;
  speaker?: string;
}

/** What became of a sound. */
export interface HeardSegment {
  seq: number;
  text: string;
  speaker?: string | null;
}

export type ClientFrame =
  | JoinFrame
  | SegmentsFrame
  | AudioFrame
  | (InterimGuess & { action: "interim"; rev: number })
  | { action: "end_session"; last_seq: number; force?: boolean }
  | { action: "ping"; t: number };

export interface SessionJoined {
  type: "session_joined";
  session_id: string;
  epoch: number;
  status: string;
  stored: SeqRange[];
  /** For recorders. */
  resume_token?: string | null;
  capability?: string | null;
  read_capability?: string | null;
  meeting_id?: string | null;
  server_time: string;
  started_at: string;
  last_event: number | null;
  watched: boolean;
  limits: Limits;
}

export interface Finalized {
  type: "finalized";
  session_id: string;
  status: string;
  revision: number;
  meeting_id?: string | null;
  statistics: { total_segments: number; average_confidence: number | null; total_duration: number };
  gaps: SeqRange[];
  execution: string | null;
}

export interface ErrorFrame {
  type: "error";
  code: string;
  message: string;
  retryable: boolean;
  retry_after_ms?: number | null;
  seq?: number | null;
  reference: string;
}

export interface EventFrame {
  type: "event";
  /** Counts up from 1 within its session. */
  event_id: number;
  kind: string;
  session_id: string;
  body: Record<string, unknown>;
}

export type ServerFrame =
  | SessionJoined
  | { type: "ack"; seqs: SeqRange[]; late?: boolean; watched?: boolean | null; segment?: HeardSegment; audio?: { seq: number; part: number } }
  | { type: "segments"; first_seq: number; segments: SpokenSegment[] }
  | (InterimGuess & { type: "interim"; rev: number })
  | EventFrame
  | { type: "finalize_pending"; session_id: string; missing: SeqRange[]; seals_at: string }
  | Finalized
  | ErrorFrame
  | { type: "upload_progress"; session_id: string }
  | { type: "going_away"; reconnect_within_ms: number }
  | { type: "pong"; t: number; server_time: string };

const SERVER_TYPES = new Set([
  "session_joined", "ack", "segments", "interim", "event", "finalize_pending", "finalized", "error", "going_away", "pong",
  "upload_progress",
]);

/** A server's frame, or null for what this version does not know (which is to be ignored). */
export function readFrame(data: string): ServerFrame | null {
  let frame: unknown;
  try {
    frame = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof frame !== "object" || frame === null || !("type" in frame)) return null;
  return SERVER_TYPES.has(String(frame.type)) ? (frame as ServerFrame) : null;
}

const encoder = new TextEncoder();

/** The size on the wire of a value's compact JSON, in bytes of UTF-8. */
export function jsonBytes(value: unknown): number {
  return encoder.encode(JSON.stringify(value)).length;
}
