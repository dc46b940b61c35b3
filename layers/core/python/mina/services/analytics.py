"""What a workspace's days add up to. The cost grows with the days, not with the meetings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from mina.domain.sums import InsightSums, added

if TYPE_CHECKING:
    from datetime import date

    from mina.ports.days import DayStatistics
    from mina.ports.stores import Stores

MOST_DAYS = 800


@dataclass(frozen=True, slots=True)
class RangeStatistics:
    """`days` are those on which something was recorded, in order."""

    first: date
    last: date
    days: tuple[DayStatistics, ...]
    sums: InsightSums

    @property
    def meetings(self) -> int:
        return sum(day.meetings for day in self.days)

    @property
    def segments(self) -> int:
        return sum(day.segments for day in self.days)

    @property
    def duration_ms(self) -> int:
        return sum(day.duration_ms for day in self.days)

    @property
    def average_confidence(self) -> float | None:
        """Over meetings: the mean of their averages."""
        count = sum(day.confidence_count for day in self.days)
        return round(sum(day.confidence_sum for day in self.days) / count, 4) if count else None


def statistics_between(workspace_id: str, first: date, last: date, stores: Stores) -> RangeStatistics:
    """Both ends count. One query, and another for each further megabyte of days."""
    days = [day for day in stores.days.between(workspace_id, first, last) if day.meetings > 0]
    sums = reduce(added, (day.insights for day in days), InsightSums())
    return RangeStatistics(first, last, tuple(days), sums)


def average_sentiment(sums: InsightSums) -> float | None:
    """-1 to 1, weighted by time; None where nothing was measured."""
    return round(sums.sentiment / sums.sentiment_ms, 4) if sums.sentiment_ms else None
