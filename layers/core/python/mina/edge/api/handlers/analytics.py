"""Statistics over a range of days."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from mina.domain.errors import Invalid
from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, ok
from mina.edge.api.context import Api
from mina.edge.api.route import Parameter, Route
from mina.edge.http import Request
from mina.ports.days import DayStatistics
from mina.services.analytics import MOST_DAYS, RangeStatistics, average_sentiment, statistics_between

DEFAULT_DAYS = 30
MOST_ROWS = 50


class DateRange(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    first: date
    last: date


class TotalsRow(msgspec.Struct, frozen=True):
    meetings: int
    segments: int
    hours: float
    average_confidence: float | None
    words: int
    talk_ms: int
    questions: int
    tasks: int
    average_sentiment: float | None


class DayRow(msgspec.Struct, frozen=True):
    date: date
    meetings: int
    segments: int
    duration_seconds: float
    average_confidence: float | None
    words: int
    talk_ms: int
    tasks: int
    average_sentiment: float | None


class SpeakerRow(msgspec.Struct, frozen=True):
    """`talk_share` 0..1 of all talk of the range."""

    name: str
    talk_ms: int
    talk_share: float
    words: int
    turns: int


class TopicRow(msgspec.Struct, frozen=True):
    title: str
    times: int
    duration_ms: int


class SentimentRow(msgspec.Struct, frozen=True):
    """-1 (negative) to 1 (positive): a tendency of speech, never a verdict on a person."""

    date: date
    score: float


class AnalyticsBody(msgspec.Struct, frozen=True):
    """`days` without those on which nothing was recorded; `speakers` and `topics` longest first."""

    range: DateRange
    totals: TotalsRow
    days: list[DayRow]
    speakers: list[SpeakerRow]
    topics: list[TopicRow]
    sentiment: list[SentimentRow]


def analytics(request: Request, api: Api) -> Answer:
    today = api.clock.now().date()
    last = query.day_of(request, "to") or today
    first = query.day_of(request, "from") or max(date.min + timedelta(DEFAULT_DAYS), last) - timedelta(DEFAULT_DAYS - 1)
    query.require_order(first, last)
    if (last - first).days >= MOST_DAYS:
        raise Invalid("from", f"makes a range of more than {MOST_DAYS} days")
    found = statistics_between(api.member(request).workspace_id, first, last, api.stores)
    return ok(_body(found))


def _body(found: RangeStatistics) -> AnalyticsBody:
    sums = found.sums
    speakers = sorted(sums.speakers.items(), key=lambda row: -row[1][0])[:MOST_ROWS]
    topics = sorted(sums.topics.items(), key=lambda row: (-row[1][1], row[0]))[:MOST_ROWS]
    return AnalyticsBody(
        range=DateRange(found.first, found.last),
        totals=TotalsRow(
            meetings=found.meetings,
            segments=found.segments,
            hours=round(found.duration_ms / 3_600_000, 3),
            average_confidence=found.average_confidence,
            words=sums.words,
            talk_ms=sums.talk_ms,
            questions=sums.questions,
            tasks=sums.tasks,
            average_sentiment=average_sentiment(sums),
        ),
        days=[_day(day) for day in found.days],
        speakers=[
            SpeakerRow(name, talk_ms, round(talk_ms / max(1, sums.talk_ms), 4), words, turns)
            for name, (talk_ms, words, turns) in speakers
        ],
        topics=[TopicRow(title, times, duration_ms) for title, (times, duration_ms) in topics],
        sentiment=[
            SentimentRow(day.day, score) for day in found.days if (score := average_sentiment(day.insights)) is not None
        ],
    )


def _day(day: DayStatistics) -> DayRow:
    return DayRow(
        date=day.day,
        meetings=day.meetings,
        segments=day.segments,
        duration_seconds=round(day.duration_ms / 1000, 3),
        average_confidence=round(day.confidence_sum / day.confidence_count, 4) if day.confidence_count > 0 else None,
        words=day.insights.words,
        talk_ms=day.insights.talk_ms,
        tasks=day.insights.tasks,
        average_sentiment=average_sentiment(day.insights),
    )


ROUTES = (
    Route(
        "GET",
        "/api/analytics",
        analytics,
        "Statistics over a range of days",
        {200: AnalyticsBody},
        query=(
            Parameter("from", "The first day; by default 30 days before the last.", query.DATE),
            Parameter("to", "The last day, which counts; by default today.", query.DATE),
        ),
    ),
)
