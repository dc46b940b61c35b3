"""A workspace at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mina.domain.meeting import ListedMeeting
    from mina.domain.task import Task


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all days: meetings that are over, their lengths, and tasks that are not done."""

    completed: int = 0
    duration_ms: int = 0
    open_tasks: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """`newest` meetings first; `agenda` those that are live or scheduled, soonest first; `tasks` by due date."""

    totals: Totals
    newest: tuple[ListedMeeting, ...]
    agenda: tuple[ListedMeeting, ...]
    tasks: tuple[Task, ...]


class Boards(Protocol):
    def get(self, workspace_id: str, newest: int, tasks: int) -> Board:
        """Two requests, however large the workspace, unless more than 20 meetings are live or scheduled."""
        ...
