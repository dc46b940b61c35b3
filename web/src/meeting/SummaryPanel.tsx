import { List, Stack, Text, Title } from "@mantine/core";
import type { MeetingDetail, Sentence } from "../api/types";
import { text } from "../text/en";
import { EvidenceChips } from "./Evidence";
import { NoInsight, Provenance } from "./Provenance";

const words = text.meeting;

export function SummaryPanel({ meeting }: { meeting: MeetingDetail }) {
  const { summary } = meeting.insights;
  if (!summary) return <NoInsight meeting={meeting} step="summary" otherwise={words.noSummary} />;
  const { overview, key_points, decisions, next_steps, topics } = summary.body;
  const isEmpty = [overview, key_points, decisions, next_steps, topics].every((part) => part.length === 0);
  return (
    <Stack>
      {isEmpty && <Text c="dimmed" size="sm">{words.emptySummary}</Text>}
      <Sentences title={words.overview} sentences={overview} isProse />
      <Sentences title={words.keyPoints} sentences={key_points} />
      <Sentences title={words.decisions} sentences={decisions} />
      <Sentences title={words.nextSteps} sentences={next_steps} />
      {topics.map((topic, index) => (
        <Sentences key={index} title={topic.title} sentences={topic.sentences} />
      ))}
      <Provenance meetingId={meeting.id} step="summary" insight={summary} isStale={meeting.is_stale?.summary ?? false} />
    </Stack>
  );
}

/** Sentences with what they rest on: flowing for an overview, else a list. */
export function Sentences({ title, sentences, isProse = false }: { title: string; sentences: Sentence[]; isProse?: boolean }) {
  if (sentences.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb={6}>
        {title}
      </Title>
      {isProse ? (
        <Text size="sm" lh={1.7} component="div">
          {sentences.map((sentence, index) => (
            <span key={index}>
              {sentence.text} <EvidenceChips evidence={sentence.evidence} />{" "}
            </span>
          ))}
        </Text>
      ) : (
        <List size="sm" spacing={6} pr="xs">
          {sentences.map((sentence, index) => (
            <List.Item key={index}>
              {sentence.text} <EvidenceChips evidence={sentence.evidence} />
            </List.Item>
          ))}
        </List>
      )}
    </section>
  );
}
