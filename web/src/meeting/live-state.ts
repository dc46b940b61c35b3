import type { MeetingDetail, Pipeline, Segment, Step, StepState } from "../api/types";
import type { InterimGuess, ServerFrame, SpokenSegment } from "../live/frames";

/** What sockets add to the last snapshot of a meeting. */
export interface LiveState {
  interims: InterimGuess[];
  /** Utterances whose final has been seen: a late interim of theirs is old news. */
  finished: ReadonlySet<string>;
  is_revealed: boolean;
}

export const NOTHING_LIVE: LiveState = { interims: [], finished: new Set(), is_revealed: false };

/** The one place where frames change what a meeting's page shows beyond its snapshot. */
export function reduceLive(state: LiveState, frame: ServerFrame): LiveState {
  switch (frame.type) {
    case "interim": {
      if (state.finished.has(frame.utterance_id)) return state;
      const others = state.interims.filter((one) => one.utterance_id !== frame.utterance_id);
      if (!frame.text.trim()) return { ...state, interims: others }; // taken back
      return { ...state, interims: [...others, frame].sort((a, b) => a.start_ms - b.start_ms) };
    }
    case "segments": {
      const finished = new Set([...state.finished, ...frame.segments.map((one) => one.utterance_id)]);
      return { ...state, finished, interims: state.interims.filter((one) => !finished.has(one.utterance_id)) };
    }
    case "event":
      if (frame.kind === "session_finalized") return { ...state, interims: [] };
      return frame.kind === "post_transcription_reveal" ? { ...state, is_revealed: true } : state;
    default:
      return state;
  }
}

/** Pushed segments merged into those of the snapshot, by seq; what is there already stays. */
export function mergeSegments(known: readonly Segment[], firstSeq: number, pushed: readonly SpokenSegment[]): Segment[] {
  const seqs = new Set(known.map((one) => one.seq));
  const added = pushed.map((one, index) => asSegment(firstSeq + index, one)).filter((one) => !seqs.has(one.seq));
  return added.length === 0 ? [...known] : [...known, ...added].sort((a, b) => a.seq - b.seq);
}

function asSegment(seq: number, spoken: SpokenSegment): Segment {
  return {
    ...spoken,
    seq,
    raw_text: spoken.text,
    refined_text: null,
    is_edited: false,
    speaker: spoken.speaker ?? null,
    speaker_name: spoken.speaker ?? null,
    confidence: spoken.confidence ?? null,
    language: spoken.language ?? null,
    is_promoted: false,
    kind: "final",
    comments: 0,
  };
}

const STATES: Record<string, StepState> = { started: "running", ready: "ready", failed: "failed" };

/** The pipeline after an event such as `tasks_started`; other events leave it alone. */
export function pipelineAfter(pipeline: Pipeline, kind: string): Pipeline {
  const [, step, moment] = /^(refinement|analytics|tasks|summary)_(started|ready|failed)$/.exec(kind) ?? [];
  const state = STATES[moment ?? ""];
  return step && state ? { ...pipeline, [step as Step]: state } : pipeline;
}

export function meetingAfter(meeting: MeetingDetail, kind: string): MeetingDetail {
  const pipeline = pipelineAfter(meeting.pipeline, kind);
  return pipeline === meeting.pipeline ? meeting : { ...meeting, pipeline };
}
