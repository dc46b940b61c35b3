"""An action item as people work with it: found in a meeting, or written by hand; theirs from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mina.domain.evidence import Evidence


class Priority(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class TaskStatus(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


UNFINISHED = frozenset({TaskStatus.OPEN, TaskStatus.IN_PROGRESS})


class TaskSource(StrEnum):
    INSIGHT = "insight"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Task:
    """`edited_fields` are those that a person has set: an insight leaves them alone ever after.

    `confidence` 0..1, None for one that a person wrote. `is_deleted` keeps the place of a task that a person threw
    away, so that the next run of the pipeline does not bring it back.
    """

    id: str
    workspace_id: str
    title: str
    status: TaskStatus
    created_at: datetime
    updated_at: datetime
    owner: str | None = None
    due_date: date | None = None
    due_phrase: str | None = None
    priority: Priority = Priority.MEDIUM
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()
    meeting_id: str | None = None
    meeting_title: str | None = None
    session_id: str | None = None
    source: TaskSource = TaskSource.INSIGHT
    edited_fields: frozenset[str] = frozenset()
    is_deleted: bool = False
    version: int = 1

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED and not self.is_deleted

    def is_overdue(self, today: date) -> bool:
        return self.is_unfinished and self.due_date is not None and self.due_date < today
