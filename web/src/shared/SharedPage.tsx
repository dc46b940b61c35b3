import "../styles/further";
import { Alert, Box, Card, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useParams } from "react-router";
import { ApiError } from "../api/client";
import { useShared } from "../api/sharing";
import type { SharedMeeting } from "../api/types";
import { Figures, TalkTime } from "../meeting/AnalyticsPanel";
import { EvidenceContext } from "../meeting/Evidence";
import { Sentences } from "../meeting/SummaryPanel";
import { type Jump, Transcript } from "../meeting/Transcript";
import { Problem } from "../shell/Problem";
import { useTitle } from "../shell/useTitle";
import { TaskFacts } from "../tasks/TaskFacts";
import { text } from "../text/en";
import { length, when } from "../text/format";

/** What a link shows, to whoever has it. */
export function SharedPage() {
  const { token = "" } = useParams();
  const shared = useShared(token);
  useTitle(shared.data?.title);
  if (shared.data) return <Shared meeting={shared.data} />;
  if (shared.error instanceof ApiError && shared.error.status === 404) return <Alert color="yellow" maw={700} mx="auto" title={text.share.gone} role="alert" />;
  if (shared.error) return <Problem error={shared.error} onRetry={() => void shared.refetch()} />;
  return <Skeleton height={300} role="status" aria-label={text.app.loading} />;
}

function Shared({ meeting }: { meeting: SharedMeeting }) {
  const [jump, setJump] = useState<Jump | null>(null);
  const starts = new Map(meeting.transcript?.map((one) => [one.seq, one.start_ms]));
  const facts = [
    meeting.actual_start ? when(meeting.actual_start) : null,
    meeting.duration_seconds ? length(meeting.duration_seconds) : null,
    meeting.participants.join(", ") || null,
  ].filter((fact) => fact !== null);
  return (
    <EvidenceContext.Provider value={{ startOf: (seq) => starts.get(seq) ?? null, jumpTo: (seq) => setJump({ seq }) }}>
      <Stack maw={900} mx="auto">
        <div>
          <Text size="sm" c="dimmed">
            {text.share.shared}
          </Text>
          <Title order={1} size="h2">
            {meeting.title || text.meetings.untitled}
          </Title>
          <Text c="dimmed" size="sm">
            {facts.join(" · ")}
          </Text>
        </div>
        <Sections meeting={meeting} />
        {meeting.transcript && (
          <Paper withBorder component="section" aria-label={text.meeting.transcript}>
            <Title order={2} size="h4" p="md" pb={0}>
              {text.meeting.transcript}
            </Title>
            <Box h="60vh">
              <Transcript segments={meeting.transcript} interims={[]} view="refined" jump={jump} isLive={false} />
            </Box>
          </Paper>
        )}
      </Stack>
    </EvidenceContext.Provider>
  );
}

function Sections({ meeting }: { meeting: SharedMeeting }) {
  const summary = meeting.summary?.body;
  const analytics = meeting.analytics?.body;
  return (
    <>
      {summary && (
        <Paper withBorder p="md">
          <Stack>
          <Sentences title={text.meeting.overview} sentences={summary.overview} isProse />
          <Sentences title={text.meeting.keyPoints} sentences={summary.key_points} />
          <Sentences title={text.meeting.decisions} sentences={summary.decisions} />
          <Sentences title={text.meeting.nextSteps} sentences={summary.next_steps} />
          </Stack>
        </Paper>
      )}
      {meeting.tasks && (
        <Stack gap="xs" component="section" aria-label={text.tasks.title}>
          <Title order={2} size="h4">
            {text.tasks.title}
          </Title>
          {meeting.tasks.map((task) => (
            <Card key={task.id} withBorder padding="sm">
              <Text size="sm" fw={500}>
                {task.title}
              </Text>
              <TaskFacts task={task} />
            </Card>
          ))}
          {meeting.tasks.length === 0 && <Text c="dimmed">{text.share.noTasks}</Text>}
        </Stack>
      )}
      {analytics && (
        <Paper withBorder p="md">
          <Stack>
            <Figures body={analytics} />
            <TalkTime body={analytics} order={meeting.participants} />
          </Stack>
        </Paper>
      )}
    </>
  );
}
