import "../styles/further";
import { Alert, Anchor, Badge, Box, Button, Group, Paper, SegmentedControl, Skeleton, Stack, Tabs, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconMicrophone } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { useMeeting, useTranscript } from "../api/queries";
import type { MeetingDetail, Segment, Step } from "../api/types";
import { useMeetingSound } from "../player/useMeetingSound";
import { StatusBadge } from "../meetings/MeetingCard";
import { Problem } from "../shell/Problem";
import { addShortcut } from "../shell/shortcuts";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { length, when } from "../text/format";
import { AnalyticsPanel } from "./AnalyticsPanel";
import { EvidenceContext } from "./Evidence";
import { ExportMenu } from "./ExportMenu";
import classes from "./MeetingPage.module.css";
import { PipelineSteps, STEPS } from "./PipelineSteps";
import { RunAgain } from "./Provenance";
import { SummaryPanel } from "./SummaryPanel";
import { TasksPanel } from "./TasksPanel";
import { type Jump, Transcript, type TranscriptView } from "./Transcript";
import { useLiveMeeting } from "./useLiveMeeting";

const words = text.meeting;
const SegmentDialog = lazy(async () => ({ default: (await import("./SegmentDialog")).SegmentDialog }));
const PlayerBar = lazy(async () => ({ default: (await import("../player/PlayerBar")).PlayerBar }));
const MeetingActions = lazy(async () => ({ default: (await import("./MeetingActions")).MeetingActions }));

export function MeetingPage() {
  const { id = "" } = useParams();
  const meeting = useMeeting(id);
  useTitle(meeting.data?.title);
  useTranscript(id); // asked for at the same time, not after the meeting
  if (meeting.data) return <Meeting key={id} meeting={meeting.data} />;
  if (meeting.error) return <Problem error={meeting.error} onRetry={() => void meeting.refetch()} />;
  return (
    <Stack aria-busy="true" aria-label={text.app.loading}>
      <Skeleton height={40} width="60%" />
      <Skeleton height={60} />
      <Skeleton height={400} />
    </Stack>
  );
}

function Meeting({ meeting }: { meeting: MeetingDetail }) {
  const live = useLiveMeeting(meeting.id, meeting.session_id);
  const transcript = useTranscript(meeting.id);
  const isWide = useMediaQuery("(min-width: 75em)") ?? true;
  const [address, setAddress] = useSearchParams();
  const askedSeq = Number(address.get("seq"));
  const [jump, setJump] = useState<Jump | null>(askedSeq > 0 ? { seq: askedSeq } : null);
  const [opened, setOpened] = useState<number | null>(null);
  const [view, setView] = useState<TranscriptView>("refined");
  const segments = useMemo(() => transcript.data ?? [], [transcript.data]);
  const starts = useMemo(() => new Map(segments.map((one) => [one.seq, one.start_ms])), [segments]);

  const { player, seq: heard } = useMeetingSound(meeting, segments);
  const onHear = useCallback((startMs: number) => player?.play(startMs), [player]);
  const hearing = player ? { heard, onHear } : {};
  const marked = heard ?? jump?.seq ?? segments[0]?.seq;
  useEffect(() => (marked === undefined ? undefined : addShortcut("e", () => setOpened(marked))), [marked]);
  const openedSegment = segments.find((one) => one.seq === opened);

  const first = isWide ? "summary" : "transcript";
  const asked = address.get("tab") ?? (askedSeq > 0 ? "transcript" : first);
  const tab = isWide && asked === "transcript" ? first : asked;
  const setTab = (next: string | null) => setAddress(next && next !== first ? { tab: next } : {}, { replace: true });
  const jumpTo = (seq: number) => {
    setJump({ seq });
    if (!isWide) setTab("transcript");
  };
  const isRefined = segments.some((one) => one.refined_text !== null);
  const pane = (
    <Paper withBorder className={classes.transcript ?? ""}>
      {isRefined && (
        <SegmentedControl
          m="xs"
          size="xs"
          aria-label={words.view}
          value={view}
          onChange={(next) => setView(next as TranscriptView)}
          data={[
            { value: "refined", label: words.refined },
            { value: "raw", label: words.raw },
          ]}
        />
      )}
      <div className={classes.lines}>
        {transcript.error && <Problem error={transcript.error} onRetry={() => void transcript.refetch()} />}
        {transcript.isPending ? (
          <Box p="md" aria-busy="true">
            <Skeleton height={200} />
          </Box>
        ) : (
          <Transcript segments={segments} interims={live.interims} view={isRefined ? view : "raw"} jump={jump} isLive={meeting.status === "live"} onOpen={setOpened} {...hearing} />
        )}
      </div>
    </Paper>
  );
  return (
    <EvidenceContext.Provider value={{ startOf: (seq) => starts.get(seq) ?? null, jumpTo }}>
      <Stack gap="md" maw={1500} mx="auto">
        <Header meeting={meeting} segments={segments} />
        {live.status === "reconnecting" && <Alert color="yellow" p="xs" title={words.lost} role="status" />}
        <Progressing meeting={meeting} isRevealed={live.is_revealed} isFollowing={live.status === "watching"} />
        <div className={classes.columns}>
          {isWide && (
            <div>
              <Title order={2} size="h4" mb="xs">
                {words.transcript}
              </Title>
              {pane}
            </div>
          )}
          <Tabs value={tab} onChange={setTab} keepMounted={false}>
            <Tabs.List mb="md" aria-label={words.tabs} grow={!isWide}>
              {!isWide && <Tabs.Tab value="transcript">{words.transcript}</Tabs.Tab>}
              <Tabs.Tab value="summary">{words.summary}</Tabs.Tab>
              <Tabs.Tab value="tasks">{words.tasks}</Tabs.Tab>
              <Tabs.Tab value="analytics">{words.analytics}</Tabs.Tab>
            </Tabs.List>
            {!isWide && <Tabs.Panel value="transcript">{pane}</Tabs.Panel>}
            <Panel value="summary"><SummaryPanel meeting={meeting} /></Panel>
            <Panel value="tasks"><TasksPanel meeting={meeting} /></Panel>
            <Panel value="analytics"><AnalyticsPanel meeting={meeting} /></Panel>
          </Tabs>
        </div>
        {player && (
          <Suspense>
            <PlayerBar player={player} />
          </Suspense>
        )}
        {openedSegment && (
          <Suspense>
            <SegmentDialog key={openedSegment.seq} meetingId={meeting.id} segment={openedSegment} onClose={() => setOpened(null)} />
          </Suspense>
        )}
      </Stack>
    </EvidenceContext.Provider>
  );
}

function Panel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Tabs.Panel value={value}>
      <Paper withBorder p="md" className={classes.panel ?? ""}>
        {children}
      </Paper>
    </Tabs.Panel>
  );
}

function Header({ meeting, segments }: { meeting: MeetingDetail; segments: Segment[] }) {
  const missing = (meeting.session?.gaps ?? []).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  // What was said may be longer than the recording took: a transcript can be played back faster than it was spoken.
  const seconds = Math.max(meeting.duration_seconds ?? 0, meeting.session?.statistics?.total_duration ?? 0);
  const facts = [
    when(meeting.actual_start ?? meeting.scheduled_at ?? meeting.created_at),
    seconds > 0 ? length(seconds) : null,
    text.meetings.segments(Math.max(meeting.total_segments, segments.length)),
    meeting.participants.join(", ") || null,
  ].filter((fact) => fact !== null);
  return (
    <div>
      <Anchor component={Link} to="/meetings" size="sm">
        {text.meetings.title}
      </Anchor>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className={classes.heading}>
          <Group gap="sm">
            <Title order={1} size="h2">
              {meeting.title || text.meetings.untitled}
            </Title>
            <StatusBadge status={meeting.status} />
          </Group>
          <Text c="dimmed" size="sm">
            {facts.join(" · ")}
          </Text>
        </div>
        <Group gap="xs">
          {meeting.status === "scheduled" && (
            <Button component={Link} to={`/live?meeting=${encodeURIComponent(meeting.id)}`} color="red.9" leftSection={<IconMicrophone size={18} aria-hidden />}>
              {text.meetings.start}
            </Button>
          )}
          <ExportMenu meetingId={meeting.id} title={meeting.title} />
          <Suspense>
            <MeetingActions meeting={meeting} segments={segments} />
          </Suspense>
        </Group>
      </Group>
      {missing > 0 && (
        <Badge color="yellow" variant="light" mt={4}>
          {words.gaps(missing)}
        </Badge>
      )}
    </div>
  );
}

/** The steps while they matter: running, waiting or failed. Ready ones step aside for what they made. */
function Progressing({ meeting, isRevealed, isFollowing }: { meeting: MeetingDetail; isRevealed: boolean; isFollowing: boolean }) {
  if (meeting.status === "scheduled" || !meeting.session_id) return null;
  const states = STEPS.map((step): [Step, string] => [step, meeting.pipeline[step] ?? "pending"]);
  const failed = states.filter(([, state]) => state === "failed").map(([step]) => step);
  const isDone = states.every(([, state]) => state === "ready" || state === "degraded");
  const isOver = isDone || (isRevealed && failed.length === 0);
  const isRunning = states.some(([, state]) => state === "running" || state === "pending");
  const said = isOver ? text.pipeline.ready : meeting.status === "live" ? text.pipeline.waiting : isRunning ? text.pipeline.working : text.pipeline.failed;
  if (isOver && !isRevealed) return null;
  return (
    <Stack gap="xs" component="section" aria-label={text.pipeline.title}>
      <Text size="sm" fw={600} role="status" c={isOver ? "teal" : "inherit"}>
        {meeting.status === "live" && isFollowing ? `${words.following}. ${said}.` : said}
      </Text>
      {meeting.status !== "live" && <PipelineSteps pipeline={meeting.pipeline} />}
      {failed.length > 0 && (
        <Group>
          <RunAgain meetingId={meeting.id} steps={failed} />
        </Group>
      )}
    </Stack>
  );
}
