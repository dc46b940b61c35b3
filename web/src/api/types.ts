/** The wire types under the names of docs/http-api.md. `openapi.ts` is generated (`npm run types`); nothing is written twice. */
import type { components } from "./openapi";

type Schemas = components["schemas"];

export type Step = Schemas["Step"];
export type StepState = Schemas["StepState"];
export type Pipeline = Partial<Record<Step, StepState>>;
export type MeetingStatus = Schemas["MeetingStatus"];
export type SeqRange = [from: number, to: number];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export type MeetingRow = Omit<Schemas["MeetingRow"], "pipeline"> & { pipeline: Pipeline };
export type Session = Schemas["SessionRow"];
export type Segment = Schemas["SegmentRow"];
export type Paragraph = Schemas["Paragraph"];
export type Edit = Schemas["EditRow"];
export type Comment = Schemas["CommentRow"];
export type Evidence = Schemas["Evidence"];
export type Task = Schemas["TaskRow"];
export type TaskChanges = Schemas["TaskChangesBody"];
export type TaskStatus = Schemas["TaskStatus"];
export type Priority = Schemas["Priority"];
export type Hit = Schemas["HitRow"];
export type RangeAnalytics = Schemas["AnalyticsBody"];
export type Share = Schemas["ShareRow"];
export type Section = Schemas["Section"];
export type SharedMeeting = Schemas["SharedBody"];
export type Receipt = Schemas["ReceiptRow"];
export type Workspace = Schemas["WorkspaceRow"];
export type Role = Schemas["WorkspaceRole"];
export type Member = Schemas["MemberRow"];
export type Invitation = Schemas["InvitationRow"];
export type InvitationView = Schemas["InvitationView"];
export type Accepted = Schemas["Accepted"];
export type MyWorkspace = Schemas["MyWorkspaceRow"];
export type ModelStatus = Schemas["ModelRow"];
export type Usage = Schemas["UsageBody"];
export type Archive = Schemas["ArchiveRow"];
export type AuditAction = Schemas["AuditAction"];
export type AuditEntry = Schemas["AuditRow"];
export type Webhook = Schemas["WebhookRow"];
export type HookEvent = Schemas["HookEvent"];
export type Delivery = Schemas["DeliveryRow"];
export type NewMeeting = Partial<Schemas["NewMeetingBody"]> & Pick<Schemas["NewMeetingBody"], "title">;
export type Upload = Schemas["UploadRow"];
export type UploadStatus = Schemas["UploadStatus"];
export type UploadPhase = Schemas["Phase"];
export type UploadProblem = Schemas["UploadProblem"];
export type UploadAddress = Schemas["AddressRow"];
export type ImportedMeeting = Schemas["ImportRow"];
export type Sound = Schemas["SoundBody"];
export type SoundPiece = Schemas["SoundPiece"];

export type Insight<Body> = Omit<Schemas["Insight_RefinementCounts_"], "body"> & { body: Body };
export type SummaryBody = Schemas["Summary"];
export type ExtractedTask = Schemas["ExtractedTask"];
export type TasksBody = Schemas["TaskExtraction"];
export type AnalyticsBody = Schemas["Analytics"];
/** A sentence with what it rests on: of a summary, a decision, an open question. */
export type Sentence = Pick<Schemas["SummarySentence"], "text" | "evidence">;

export type MeetingDetail = Omit<Schemas["MeetingBody"], "pipeline" | "is_stale" | "insights"> & {
  pipeline: Pipeline;
  is_stale: Partial<Record<Step, boolean>>;
  insights: Partial<Schemas["Insights"]>;
};

export type TranscriptPage = Page<Segment> & { paragraphs?: Paragraph[] };
export type Dashboard = Omit<Schemas["DashboardBody"], "recent" | "today" | "live"> & { recent: MeetingRow[]; today: MeetingRow[]; live: MeetingRow[] };
export type Me = Omit<Schemas["Me"], "workspace"> & { workspace: Schemas["Me"]["workspace"] | null };
export type Problem = Schemas["Problem"];
