import "@mantine/charts/styles.css";
import { BarChart, LineChart } from "@mantine/charts";
import { SimpleGrid } from "@mantine/core";
import type { RangeAnalytics } from "../api/types";
import { text } from "../text/en";
import { day, length, percent } from "../text/format";
import { ChartWithTable } from "./ChartWithTable";
import { everyDay } from "./days";

const words = text.analytics;
const OVER_TIME = { h: 200, dataKey: "day", tickLine: "none", gridAxis: "x", xAxisProps: { minTickGap: 28 } } as const;
const MOST_BARS = 8;

/** The charts of a range of days. */
export function RangeCharts({ analytics, days }: { analytics: RangeAnalytics; days: string[] }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <OverDays analytics={analytics} days={days} />
      <Speakers analytics={analytics} />
      <Topics analytics={analytics} />
      <Tendencies analytics={analytics} days={days} />
    </SimpleGrid>
  );
}

function OverDays({ analytics, days }: { analytics: RangeAnalytics; days: string[] }) {
  const data = everyDay(days, analytics.days).map(({ date, row }) => ({
    day: day(date),
    meetings: row?.meetings ?? 0,
    hours: Math.round((row?.duration_seconds ?? 0) / 36) / 100,
  }));
  return (
    <>
      <ChartWithTable title={words.perDay} columns={[words.day, words.meetings]} rows={analytics.days.map((row) => [day(row.date), String(row.meetings)])}>
        <BarChart {...OVER_TIME} data={data} series={[{ name: "meetings", label: words.meetings, color: "indigo.6" }]} yAxisProps={{ width: 32, allowDecimals: false }} />
      </ChartWithTable>
      <ChartWithTable title={words.hoursPerDay} columns={[words.day, text.meeting.length]} rows={analytics.days.map((row) => [day(row.date), length(row.duration_seconds)])}>
        <BarChart {...OVER_TIME} data={data} series={[{ name: "hours", label: words.hours, color: "teal.6" }]} yAxisProps={{ width: 40 }} />
      </ChartWithTable>
    </>
  );
}

function Speakers({ analytics }: { analytics: RangeAnalytics }) {
  const rows = analytics.speakers;
  const data = rows.slice(0, MOST_BARS).map((row) => ({ name: row.name, minutes: Math.round(row.talk_ms / 6000) / 10 }));
  if (rows.length === 0) return null;
  return (
    <ChartWithTable
      title={words.talkTime}
      columns={[words.speaker, text.meeting.talked, words.share, words.words, words.turns]}
      rows={rows.map((row) => [row.name, length(row.talk_ms / 1000), percent(row.talk_share), row.words.toLocaleString("en"), String(row.turns)])}
    >
      <SideBars data={data} series={{ name: "minutes", label: words.minutes, color: "grape.6" }} />
    </ChartWithTable>
  );
}

function Topics({ analytics }: { analytics: RangeAnalytics }) {
  const rows = analytics.topics;
  const data = rows.slice(0, MOST_BARS).map((row) => ({ name: row.title, minutes: Math.round(row.duration_ms / 6000) / 10 }));
  if (rows.length === 0) return null;
  return (
    <ChartWithTable
      title={words.topics}
      columns={[words.topic, words.times, text.meeting.length]}
      rows={rows.map((row) => [row.title, String(row.times), length(row.duration_ms / 1000)])}
    >
      <SideBars data={data} series={{ name: "minutes", label: words.minutes, color: "cyan.7" }} />
    </ChartWithTable>
  );
}

interface SideBarsProps {
  data: { name: string; minutes: number }[];
  series: { name: string; label: string; color: string };
}

function SideBars({ data, series }: SideBarsProps) {
  return (
    <BarChart
      h={Math.max(90, data.length * 32 + 30)}
      data={data.map((row) => ({ ...row, name: row.name.length > 17 ? `${row.name.slice(0, 16).trimEnd()}…` : row.name }))}
      dataKey="name"
      orientation="vertical"
      gridAxis="none"
      tickLine="none"
      maxBarWidth={18}
      series={[series]}
      valueFormatter={words.inMinutes}
      yAxisProps={{ width: 140, interval: 0 }}
    />
  );
}

function Tendencies({ analytics, days }: { analytics: RangeAnalytics; days: string[] }) {
  const known = analytics.days.filter((row) => row.average_confidence !== null);
  const confidence = everyDay(days, known).map(({ date, row }) => ({ day: day(date), confidence: row ? Math.round((row.average_confidence ?? 0) * 100) : null }));
  const mood = everyDay(days, analytics.sentiment).map(({ date, row }) => ({ day: day(date), mood: row ? Math.round(row.score * 100) / 100 : null }));
  return (
    <>
      {analytics.sentiment.length > 0 && (
        <ChartWithTable title={words.mood} columns={[words.day, words.mood]} rows={analytics.sentiment.map((row) => [day(row.date), row.score.toFixed(2)])}>
          <LineChart
            {...OVER_TIME}
            data={mood}
            connectNulls
            series={[{ name: "mood", label: words.mood, color: "teal.6" }]}
            yAxisProps={{ domain: [-1, 1], ticks: [-1, 0, 1], width: 64, tickFormatter: moodWord }}
          />
        </ChartWithTable>
      )}
      {known.length > 0 && (
        <ChartWithTable title={words.confidenceOverTime} columns={[words.day, words.confidence]} rows={known.map((row) => [day(row.date), percent(row.average_confidence ?? 0)])}>
          <LineChart {...OVER_TIME} data={confidence} connectNulls unit="%" series={[{ name: "confidence", label: words.confidence, color: "indigo.6" }]} yAxisProps={{ domain: [0, 100], width: 48 }} />
        </ChartWithTable>
      )}
    </>
  );
}

function moodWord(score: number): string {
  return score < 0 ? text.meeting.mood.low : score > 0 ? text.meeting.mood.high : text.meeting.mood.even;
}
