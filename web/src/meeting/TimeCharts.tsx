import "@mantine/charts/styles.css";
import { AreaChart, LineChart } from "@mantine/charts";
import { Title } from "@mantine/core";
import type { AnalyticsBody } from "../api/types";
import { text } from "../text/en";
import { moment } from "../text/format";

const words = text.meeting;
const COMMON = { h: 140, dataKey: "time", withDots: false, curveType: "monotone", gridAxis: "x", tickLine: "none" } as const;

/** Mood and pace over the meeting. They show tendencies; the figures stand in the table above. */
export function TimeCharts({ sentiment, pace }: Pick<AnalyticsBody, "sentiment" | "pace">) {
  const mood = sentiment.map((point) => ({ time: moment(point.start_ms), mood: Math.round(point.score * 100) / 100 }));
  const speed = pace.map((point) => ({ time: moment(point.start_ms), pace: Math.round(point.words_per_minute) }));
  return (
    <>
      {mood.length > 1 && (
        <section aria-label={words.sentiment}>
          <Title order={3} size="h5" mb={6}>
            {words.sentiment}
          </Title>
          <AreaChart
            {...COMMON}
            data={mood}
            series={[{ name: "mood", label: words.sentiment, color: "teal.6" }]}
            yAxisProps={{ domain: [-1, 1], ticks: [-1, 0, 1], width: 64, tickFormatter: moodWord }}
          />
        </section>
      )}
      {speed.length > 1 && (
        <section aria-label={words.pace}>
          <Title order={3} size="h5" mb={6}>
            {words.pace}
          </Title>
          <LineChart {...COMMON} data={speed} series={[{ name: "pace", label: words.pace, color: "indigo.6" }]} yAxisProps={{ width: 60, tickCount: 3 }} />
        </section>
      )}
    </>
  );
}

function moodWord(score: number): string {
  return score < 0 ? words.mood.low : score > 0 ? words.mood.high : words.mood.even;
}
