"""The statistics of a workspace's days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from mina.domain.sums import InsightSums


@dataclass(frozen=True, slots=True)
class DayStatistics:
    """One day of a workspace."""

    day: date
    meetings: int
    segments: int
    duration_ms: int
    confidence_sum: float
    confidence_count: int
    insights: InsightSums


@dataclass(frozen=True, slots=True)
class DayDelta:
    """What a seal adds to a workspace's day; a later revision adds only the difference."""

    workspace_id: str
    day: date
    meetings: int
    segments: int
    duration_ms: int
    confidence_sum: float
    confidence_count: int


class Days(Protocol):
    def between(self, workspace_id: str, first: date, last: date) -> list[DayStatistics]:
        """The days on which something was recorded, in order; both ends count."""
        ...

    def contribute(self, workspace_id: str, day: date, session_id: str, sums: InsightSums | None) -> None:
        """Let this session count with `sums` in that day, instead of what it counted with before; None: with nothing.

        Doing it again changes nothing.
        """
        ...
