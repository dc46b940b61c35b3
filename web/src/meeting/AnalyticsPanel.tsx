import { Badge, Group, Progress, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { AnalyticsBody, MeetingDetail } from "../api/types";
import { text } from "../text/en";
import { length, percent } from "../text/format";
import { EvidenceChips } from "./Evidence";
import { NoInsight, Provenance } from "./Provenance";
import { speakerColors } from "./speakers";

const words = text.meeting;
const TimeCharts = lazy(async () => ({ default: (await import("./TimeCharts")).TimeCharts }));

export function AnalyticsPanel({ meeting }: { meeting: MeetingDetail }) {
  const { analytics } = meeting.insights;
  if (!analytics) return <NoInsight meeting={meeting} step="analytics" otherwise={words.noAnalytics} />;
  const { body } = analytics;
  return (
    <Stack>
      <Figures body={body} />
      <TalkTime body={body} order={meeting.speakers} />
      <Suspense>
        <TimeCharts sentiment={body.sentiment} pace={body.pace} />
      </Suspense>
      {body.key_phrases.length > 0 && (
        <section aria-label={words.keyPhrases}>
          <Title order={3} size="h5" mb={6}>
            {words.keyPhrases}
          </Title>
          <Group gap={6}>
            {body.key_phrases.map((phrase) => (
              <Badge key={phrase} variant="default" tt="none" fw={500}>
                {phrase}
              </Badge>
            ))}
          </Group>
        </section>
      )}
      {body.topics.length > 0 && (
        <section aria-label={words.topics}>
          <Title order={3} size="h5" mb={6}>
            {words.topics}
          </Title>
          <Stack gap={6}>
            {body.topics.map((topic) => (
              <Group key={topic.first_seq} gap="xs" wrap="nowrap" align="baseline">
                <EvidenceChips evidence={[{ seq: topic.first_seq, quote: "" }]} />
                <Text size="sm">{topic.title}</Text>
              </Group>
            ))}
          </Stack>
        </section>
      )}
      <Provenance meetingId={meeting.id} step="analytics" insight={analytics} isStale={meeting.is_stale?.analytics ?? false} />
    </Stack>
  );
}

export function Figures({ body }: { body: AnalyticsBody }) {
  const figures: [string, string][] = [
    [words.length, length(body.duration_ms / 1000)],
    [words.words, body.total_words.toLocaleString("en")],
    [words.pace, String(Math.round(body.words_per_minute))],
    [words.speakers, String(body.speakers.length)],
    [words.questions, String(body.questions.length)],
    [words.confidence, body.average_confidence === null ? "–" : percent(body.average_confidence)],
  ];
  return (
    <SimpleGrid cols={3} component="dl" m={0} spacing="xs" verticalSpacing="sm">
      {figures.map(([label, value]) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={650} fz="lg">
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

export function TalkTime({ body, order }: { body: AnalyticsBody; order: string[] }) {
  if (body.speakers.length === 0) return null;
  const colors = speakerColors([...order, ...body.speakers.map((one) => one.speaker)]);
  return (
    <section aria-label={words.talkTime}>
      <Title order={3} size="h5" mb={6}>
        {words.talkTime}
      </Title>
      <Table.ScrollContainer minWidth={320}>
        <Table verticalSpacing={4} horizontalSpacing="xs" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.speaker}</Table.Th>
              <Table.Th>{words.share}</Table.Th>
              <Table.Th ta="right">{words.talked}</Table.Th>
              <Table.Th ta="right">{words.turns}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {body.speakers.map((one) => (
              <Table.Tr key={one.speaker}>
                <Table.Td>{one.speaker || words.unknownSpeaker}</Table.Td>
                <Table.Td>
                  <Group gap={6} wrap="nowrap">
                    <Progress
                      flex={1}
                      miw={50}
                      value={one.talk_share * 100}
                      color={colors.get(one.speaker) ?? "indigo"}
                      aria-label={`${one.speaker}: ${percent(one.talk_share)}`}
                    />
                    <Text size="xs" w={34} ta="right">
                      {percent(one.talk_share)}
                    </Text>
                  </Group>
                </Table.Td>
                <Table.Td ta="right">{length(one.talk_ms / 1000)}</Table.Td>
                <Table.Td ta="right">{one.turns}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
