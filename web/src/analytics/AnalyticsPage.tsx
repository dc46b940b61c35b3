import "../styles/further";
import { Group, Paper, SegmentedControl, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useSearchParams } from "react-router";
import { useAnalytics } from "../api/overview";
import type { RangeAnalytics } from "../api/types";
import { Problem } from "../shell/Problem";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { percent } from "../text/format";
import { lastDays } from "./days";

const words = text.analytics;
const RangeCharts = lazy(async () => ({ default: (await import("./RangeCharts")).RangeCharts }));

/** Statistics over a range of days, which stands in the address. */
export function AnalyticsPage() {
  useTitle(words.title);
  const [address, setAddress] = useSearchParams();
  const asked = address.get("days") ?? "";
  const count = asked in words.ranges ? asked : "30";
  const days = lastDays(Number(count), new Date());
  const analytics = useAnalytics(days[0] ?? "", days.at(-1) ?? "");
  return (
    <Stack maw={1100} mx="auto">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {words.title}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={words.range}
          value={count}
          onChange={(next) => setAddress({ days: next }, { replace: true })}
          data={Object.entries(words.ranges).map(([value, label]) => ({ value, label }))}
        />
      </Group>
      {analytics.error && !analytics.data && <Problem error={analytics.error} onRetry={() => void analytics.refetch()} />}
      {analytics.isPending && <Skeleton height={300} role="status" aria-label={text.app.loading} />}
      {analytics.data && <Figures totals={analytics.data.totals} />}
      {analytics.data?.totals.meetings === 0 && (
        <Text c="dimmed" ta="center" py="xl">
          {words.none}
        </Text>
      )}
      {analytics.data && analytics.data.totals.meetings > 0 && (
        <Suspense fallback={<Skeleton height={300} />}>
          <RangeCharts analytics={analytics.data} days={days} />
        </Suspense>
      )}
    </Stack>
  );
}

function Figures({ totals }: { totals: RangeAnalytics["totals"] }) {
  const figures: [string, string][] = [
    [words.meetings, totals.meetings.toLocaleString("en")],
    [words.hours, (Math.round(totals.hours * 10) / 10).toLocaleString("en")],
    [words.words, totals.words.toLocaleString("en")],
    [words.questions, totals.questions.toLocaleString("en")],
    [words.tasks, totals.tasks.toLocaleString("en")],
    [words.confidence, totals.average_confidence === null ? "–" : percent(totals.average_confidence)],
  ];
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, md: 6 }} component="dl" m={0}>
      {figures.map(([label, value]) => (
        <Paper key={label} withBorder p="sm">
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fz={24} fw={700} lh={1.2}>
            {value}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
