/** The wire types of docs/http-api.md: the only place where the page names them, to be replaced by generation. */

export type Step = "refinement" | "analytics" | "tasks" | "summary";
export type StepState = "pending" | "running" | "ready" | "degraded" | "failed";
export type Pipeline = Partial<Record<Step, StepState>>;
export type MeetingStatus = "scheduled" | "live" | "completed";
export type SeqRange = [from: number, to: number];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface MeetingRow {
  id: string;
  title: string;
  description: string | null;
  meeting_type: string | null;
  status: MeetingStatus;
  created_at: string;
  scheduled_at: string | null;
  actual_start: string | null;
  actual_end: string | null;
  duration_seconds: number | null;
  session_id: string | null;
  total_segments: number;
  average_confidence: number | null;
  speakers: string[];
  open_tasks: number;
  pipeline: Pipeline;
}

export interface Statistics {
  total_segments: number;
  average_confidence: number | null;
  /** Seconds. */
  total_duration: number;
}

export interface Session {
  id: string;
  meeting_id: string | null;
  workspace_id: string | null;
  title: string | null;
  status: "active" | "finalizing" | "completed";
  started_at: string;
  completed_at: string | null;
  last_seq: number;
  revision: number;
  statistics: Statistics | null;
  gaps: SeqRange[];
  pipeline: Pipeline;
  last_event: number | null;
}

export interface Segment {
  seq: number;
  utterance_id: string;
  text: string;
  raw_text: string;
  refined_text: string | null;
  is_edited: boolean;
  start_ms: number;
  end_ms: number;
  speaker: string | null;
  speaker_name: string | null;
  confidence: number | null;
  language: string | null;
  is_promoted: boolean;
  kind: "final" | "interim";
  comments: number;
}

export interface Evidence {
  seq: number;
  quote: string;
}

export type Priority = "low" | "medium" | "high";
export type TaskStatus = "open" | "in_progress" | "done" | "cancelled";

export interface Task {
  id: string;
  title: string;
  owner: string | null;
  due_date: string | null;
  due_phrase: string | null;
  priority: Priority;
  status: TaskStatus;
  confidence: number | null;
  evidence: Evidence[];
  meeting_id: string | null;
  meeting_title: string | null;
  session_id: string | null;
  created_at: string;
  updated_at: string;
  is_edited: boolean;
  is_overdue: boolean;
  source: "insight" | "person";
}

export interface Insight<Body> {
  method: "model" | "local" | "degraded";
  model: string | null;
  reason: string | null;
  revision: number;
  created_at: string;
  dropped_items: number;
  cost: { prompt_tokens: number; cached_tokens: number; completion_tokens: number; microdollars: number };
  body: Body;
}

export interface Sentence {
  text: string;
  evidence: Evidence[];
}

export interface SummaryBody {
  template: string;
  overview: Sentence[];
  key_points: Sentence[];
  decisions: Sentence[];
  topics: { title: string; sentences: Sentence[] }[];
  next_steps: Sentence[];
}

export interface ExtractedTask extends Claim {
  title: string;
  owner: string | null;
  due_date: string | null;
  due_phrase: string | null;
  priority: Priority;
}

interface Claim {
  evidence: Evidence[];
  confidence: number;
}

export interface TasksBody {
  tasks: ExtractedTask[];
  decisions: (Claim & { text: string })[];
  open_questions: (Claim & { text: string })[];
}

export interface SpeakerStatistics {
  speaker: string;
  talk_ms: number;
  talk_share: number;
  words: number;
  words_per_minute: number;
  turns: number;
  interruptions: number;
  longest_monologue_ms: number;
  questions: number;
  average_confidence: number | null;
}

export interface AnalyticsBody {
  total_segments: number;
  total_words: number;
  duration_ms: number;
  talk_ms: number;
  silence_ms: number;
  overlap_ms: number;
  words_per_minute: number;
  average_confidence: number | null;
  average_sentiment: number;
  speakers: SpeakerStatistics[];
  silences: { start_ms: number; end_ms: number }[];
  questions: { seq: number; speaker: string | null; text: string }[];
  topics: { title: string; key_phrases: string[]; first_seq: number; last_seq: number; start_ms: number; end_ms: number }[];
  key_phrases: string[];
  sentiment: { start_ms: number; end_ms: number; score: number }[];
  pace: { start_ms: number; end_ms: number; words_per_minute: number }[];
}

export interface Paragraph {
  speaker: string | null;
  seqs: number[];
  text: string;
  start_ms: number;
  end_ms: number;
}

export interface MeetingDetail extends MeetingRow {
  session: Session | null;
  insights: {
    analytics?: Insight<AnalyticsBody> | null;
    tasks?: Insight<TasksBody> | null;
    summary?: Insight<SummaryBody> | null;
    refinement?: Insight<unknown> | null;
  };
  participants: string[];
  is_stale: Partial<Record<Step, boolean>>;
}

export type TranscriptPage = Page<Segment> & { paragraphs?: Paragraph[] };

export interface Dashboard {
  recent: MeetingRow[];
  today: MeetingRow[];
  live: MeetingRow[];
  counts: { meetings: number; completed: number; live: number; hours: number; open_tasks: number };
  tasks: Task[];
}

export interface Me {
  user: { id: string; name: string; email: string };
  workspace: { id: string; name: string; slug: string; role: string } | null;
}

export interface StoredEvent {
  event_id: number;
  kind: string;
  session_id: string;
  body: Record<string, unknown>;
  created_at?: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  reference?: string;
  errors?: { field?: string; message: string }[];
}
