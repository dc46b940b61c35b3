"""Meetings, and their sound, go when they are older than their workspace keeps them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from mina.domain.audit import AuditAction
from mina.domain.errors import NotFound
from mina.domain.meeting import MeetingStatus
from mina.services.audit import record
from mina.services.erase import erase_meeting, erase_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mina.domain.meeting import ListedMeeting, Meeting
    from mina.domain.workspace import Workspace
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores
    from mina.ports.uploads import Objects

LOOK_AGAIN = timedelta(days=1)
PAGE = 50
MOST_A_TURN = 200
"""Of one workspace in one run, so that one with a long past does not keep the others waiting."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Erases what is too old until `stop_at`. What it does not come to stays due, and the next run goes on there."""

    stores: Stores
    objects: Objects
    clock: Clock
    stop_at: datetime

    def run(self) -> Counter[str]:
        """First the erasures that stopped half-way, whoever began them; answers what was done, counted by kind."""
        done: Counter[str] = Counter()
        for one in self.stores.retention.unfinished(self.clock.now()):
            self._each(done, "finished", partial(self._erase, one.meeting_id, one.workspace_id, one.by))
        for workspace_id in self.stores.retention.due_workspaces(self.clock.now()):
            if self._is_over():
                done["left"] += 1
                continue
            self._look_at(workspace_id, done)
        return done

    def _look_at(self, workspace_id: str, done: Counter[str]) -> None:
        workspace, mine = self.stores.workspaces.get(workspace_id), Counter[str]()
        if workspace is None:
            return
        for meeting in self._older_than(workspace, workspace.retention_days):
            if self._has_enough(mine):
                break
            self._each(mine, "erased", partial(self._erase, meeting.id, workspace_id, None))
        for meeting in self._older_than(workspace, workspace.audio_retention_days, may_have_sound):
            if self._has_enough(mine):
                break
            self._each(mine, "silenced", partial(self._silence, meeting))
        is_clean = not self._has_enough(mine) and not any(kind.startswith("failed") for kind in mine)
        self.stores.retention.postpone(workspace_id, self.clock.now() + (LOOK_AGAIN if is_clean else timedelta()))
        done.update(mine)

    def _older_than(
        self, workspace: Workspace, days: int | None, is_wanted: Callable[[ListedMeeting], bool] = lambda _: True
    ) -> Iterator[Meeting]:
        """Page by page, the newest first; what is live or still to come is not old, whenever it was written down.

        Rows find them, and each is then read by its id: what is erased for a row that is behind does not come back.
        """
        if days is None:
            return
        cutoff, after = self.clock.now() - timedelta(days=days), None
        while True:
            page, after = self.stores.meetings.page(workspace.id, None, PAGE, after, created_before=cutoff)
            for row in page:
                meeting = self.stores.meetings.get(row.id) if is_older(row, cutoff) and is_wanted(row) else None
                if meeting and is_older(meeting, cutoff):
                    yield meeting
            if after is None:
                return

    def _erase(self, meeting_id: str, workspace_id: str, by: str | None) -> None:
        erase_meeting(meeting_id, workspace_id, by, self.stores, self.objects, self.clock)

    def _silence(self, meeting: Meeting) -> None:
        if erase_sound(meeting.session_id or "", self.objects):
            action = AuditAction.RETENTION_SOUND_ERASED
            record(action, meeting.workspace_id, self.stores, self.clock, subject_id=meeting.id)
        self.stores.meetings.set_sound_erased(meeting.id, self.clock.now())

    def _each(self, done: Counter[str], kind: str, work: Callable[[], object]) -> None:
        try:
            work()
            done[kind] += 1
        except NotFound:
            done["gone"] += 1  # erased by somebody else, and the index has not heard of it
        except Exception as error:  # one meeting that cannot be erased must not keep all the others
            done[f"failed_{type(error).__name__}"] += 1

    def _has_enough(self, mine: Counter[str]) -> bool:
        return mine["erased"] + mine["silenced"] >= MOST_A_TURN or self._is_over()

    def _is_over(self) -> bool:
        return self.clock.now() >= self.stop_at


def may_have_sound(row: ListedMeeting) -> bool:
    return row.session_id is not None and not row.is_silent


def is_older(meeting: Meeting | ListedMeeting, cutoff: datetime) -> bool:
    """An imported meeting counts from its import: a workspace keeps what it was given so long."""
    if meeting.status is MeetingStatus.LIVE:
        return False
    newest = max(moment for moment in (meeting.created_at, meeting.scheduled_at, meeting.actual_end) if moment)
    return newest < cutoff
