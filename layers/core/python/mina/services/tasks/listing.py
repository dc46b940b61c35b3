"""Lists of action items: across meetings, of one meeting, and what earlier meetings left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.task import UNFINISHED, Task

if TYPE_CHECKING:
    from datetime import date

    from mina.domain.meeting import Meeting
    from mina.domain.task import TaskStatus
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

CHUNK = 100
MOST_READ = 1_000
"""Tasks that one request looks through at most for those that fit a filter; the cursor goes on from there."""


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """`owner` is compared without case; `mine` holds the names that the caller goes by."""

    status: TaskStatus | None = None
    owner: str | None = None
    mine: frozenset[str] | None = None
    is_overdue: bool = False
    created_before: Meeting | None = None

    @property
    def is_plain(self) -> bool:
        return self == TaskFilter()

    def fits(self, task: Task, today: date) -> bool:
        owner = (task.owner or "").casefold()
        return not (
            (self.status and task.status is not self.status)
            or (self.owner and owner != self.owner.casefold())
            or (self.mine is not None and owner not in self.mine)
            or (self.is_overdue and not task.is_overdue(today))
            or (self.created_before and not _is_before(task, self.created_before))
        )


def list_tasks(
    workspace_id: str, wanted: TaskFilter, limit: int, position: str | None, stores: Stores, clock: Clock
) -> tuple[list[Task], str | None]:
    """Unfinished ones first, by due date. With a filter a page may be short and still have a rest behind it."""
    is_unfinished = wanted.status in UNFINISHED if wanted.status else None
    today = clock.now().date()
    due_before = today if wanted.is_overdue else None
    found: list[Task] = []
    read = 0
    while True:
        size = limit - len(found) if wanted.is_plain else CHUNK
        rows, following = stores.tasks.page(workspace_id, is_unfinished, due_before, size, position)
        for row in rows:
            read += 1
            if wanted.fits(row, today):
                found.append(row)
                if len(found) == limit:
                    is_last = following is None and row is rows[-1]
                    return found, None if is_last else stores.tasks.position_of(row)
        position = following
        if following is None or read >= MOST_READ:
            return found, following


def tasks_of_meeting(meeting: Meeting, stores: Stores) -> list[Task]:
    """In the same order."""
    found = stores.tasks.of_session(meeting.session_id) if meeting.session_id else []
    written = stores.tasks.of_meeting(meeting.id)
    return sorted((task for task in (*found, *written) if not task.is_deleted), key=stores.tasks.position_of)


def carried_over(meeting: Meeting, limit: int, stores: Stores, clock: Clock) -> list[Task]:
    """What earlier meetings left open: those of the same title first, then what belongs to somebody who is here."""
    wanted = TaskFilter(created_before=meeting)
    tasks, _ = list_tasks(meeting.workspace_id, wanted, MOST_READ, None, stores, clock)
    here = {name.casefold() for name in meeting.named_speakers}
    title = meeting.title.casefold()

    def closeness(task: Task) -> int:
        is_series = (task.meeting_title or "").casefold() == title
        return 2 * is_series + ((task.owner or "").casefold() in here)

    open_ones = [task for task in tasks if task.is_unfinished and closeness(task)]
    return sorted(open_ones, key=lambda task: -closeness(task))[:limit]


def names_of_user(name: str, email: str | None) -> frozenset[str]:
    """What a user may be called where a task names its owner: full name, first name, address."""
    parts = name.split()
    names = [name, *parts[:1], email or "", (email or "").partition("@")[0]]
    return frozenset(part.casefold() for part in names if part)


def _is_before(task: Task, meeting: Meeting) -> bool:
    return task.meeting_id != meeting.id and task.created_at < (meeting.actual_start or meeting.created_at)
