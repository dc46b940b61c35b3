"""What a meeting adds to the statistics of its workspace's day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mina.domain.transcript import Statistics
from mina.ports.days import DayDelta

if TYPE_CHECKING:
    from datetime import date

    from mina.domain.session import Session


def day_delta(before: Session, after: Session) -> DayDelta | None:
    """The difference that a seal makes; None for a session without a workspace."""
    if after.workspace_id is None:
        return None
    old, new = before.statistics, after.statistics
    return DayDelta(
        workspace_id=after.workspace_id,
        day=day_of(after),
        meetings=(after.revision > 0) - (before.revision > 0),
        segments=new.total_segments - old.total_segments,
        duration_ms=round((new.total_duration - old.total_duration) * 1000),
        confidence_sum=round((new.average_confidence or 0) - (old.average_confidence or 0), 4),
        confidence_count=(new.average_confidence is not None) - (old.average_confidence is not None),
    )


def whole_day_delta(session: Session) -> DayDelta | None:
    """All that a session adds: when it comes into a workspace."""
    return day_delta(_unsealed(session), session)


def minus_day_delta(session: Session) -> DayDelta | None:
    """The same taken away: when it is erased."""
    return day_delta(session, _unsealed(session))


def day_of(session: Session) -> date:
    """The day on which it began, where it was recorded."""
    return session.started_at.astimezone(zone_of(session.time_zone)).date()


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name; UTC where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _unsealed(session: Session) -> Session:
    return replace(session, revision=0, statistics=Statistics())
