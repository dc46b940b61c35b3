"""Action items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from mina.domain.task import Task


class Tasks(Protocol):
    def get(self, task_id: str, workspace_id: str) -> Task | None:
        """Also one that was thrown away."""
        ...

    def save(self, task: Task, before: Task | None) -> bool:
        """Store it in place of `before` (None: it is new), with the counts of open tasks of its meeting and workspace.

        False where it is not as `before` any more, or its meeting has been erased.
        """
        ...

    def remove(self, task: Task) -> bool:
        """Forget it without a trace, where it is still as given."""
        ...

    def of_session(self, session_id: str) -> list[Task]:
        """All that were found in it, also those that were thrown away; strongly consistent."""
        ...

    def of_meeting(self, meeting_id: str) -> list[Task]:
        """Those that people wrote for this meeting; strongly consistent."""
        ...

    def page(
        self, workspace_id: str, is_unfinished: bool | None, due_before: date | None, limit: int, after: str | None
    ) -> tuple[list[Task], str | None]:
        """Unfinished ones first, by due date. `is_unfinished` None: all. `due_before` takes unfinished ones only.

        `after` and the answer's second part are positions in that order. Eventually consistent.
        """
        ...

    def position_of(self, task: Task) -> str: ...
