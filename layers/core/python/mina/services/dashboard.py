"""The dashboard: what a workspace's people look at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain.meeting import MeetingStatus

if TYPE_CHECKING:
    from mina.domain.meeting import ListedMeeting
    from mina.domain.task import Task
    from mina.ports.boards import Totals
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

RECENT = 5
LOOK_BACK = 25
"""Of the newest meetings so many are looked through for those of today."""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`recent` newest first, `today` by time. `meetings` counts all that are there, `totals` those that are over."""

    recent: tuple[ListedMeeting, ...]
    today: tuple[ListedMeeting, ...]
    live: tuple[ListedMeeting, ...]
    tasks: tuple[Task, ...]
    totals: Totals
    meetings: int


def dashboard(workspace_id: str, stores: Stores, clock: Clock) -> Dashboard:
    """Two requests, whatever the workspace's size. Today is the day in UTC."""
    board = stores.boards.get(workspace_id, LOOK_BACK, RECENT)
    known = {meeting.id: meeting for meeting in (*board.agenda, *board.newest)}
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    today = [meeting for meeting in known.values() if midnight <= _takes_place(meeting) < tomorrow]
    live = [meeting for meeting in known.values() if meeting.status is MeetingStatus.LIVE]
    return Dashboard(
        recent=board.newest[:RECENT],
        today=tuple(sorted(today, key=_takes_place)),
        live=tuple(sorted(live, key=_takes_place, reverse=True)),
        tasks=board.tasks,
        totals=board.totals,
        meetings=board.totals.completed + len(board.agenda),
    )


def _takes_place(meeting: ListedMeeting) -> datetime:
    return meeting.actual_start or meeting.scheduled_at or meeting.created_at
