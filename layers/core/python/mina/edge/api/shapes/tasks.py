"""Action items on the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mina.domain.evidence import Evidence
from mina.domain.task import Priority, Task, TaskSource, TaskStatus
from mina.edge.api.answer import utc

Title = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]


class TaskRow(msgspec.Struct, frozen=True):
    """`is_edited` where a person has changed what was found; `confidence` 0..1, null for one that a person wrote."""

    id: str
    title: str
    owner: str | None
    due_date: date | None
    due_phrase: str | None
    priority: Priority
    status: TaskStatus
    confidence: float | None
    evidence: list[Evidence]
    meeting_id: str | None
    meeting_title: str | None
    session_id: str | None
    created_at: datetime
    updated_at: datetime
    is_edited: bool
    is_overdue: bool
    source: TaskSource


class TaskPage(msgspec.Struct, frozen=True):
    items: list[TaskRow]
    next_cursor: str | None


class NewTaskBody(msgspec.Struct, frozen=True):
    title: Title
    owner: Name | None = None
    due_date: date | None = None
    priority: Priority = Priority.MEDIUM
    status: TaskStatus = TaskStatus.OPEN
    meeting_id: Annotated[str, Meta(max_length=64)] | None = None


class TaskChangesBody(msgspec.Struct, frozen=True):
    """What is left out stays; null empties."""

    title: Title | UnsetType = UNSET
    owner: Name | UnsetType | None = UNSET
    due_date: date | UnsetType | None = UNSET
    priority: Priority | UnsetType = UNSET
    status: TaskStatus | UnsetType = UNSET


def task_row(task: Task, today: date) -> TaskRow:
    return TaskRow(
        id=task.id,
        title=task.title,
        owner=task.owner,
        due_date=task.due_date,
        due_phrase=task.due_phrase,
        priority=task.priority,
        status=task.status,
        confidence=task.confidence,
        evidence=list(task.evidence),
        meeting_id=task.meeting_id,
        meeting_title=task.meeting_title,
        session_id=task.session_id,
        created_at=utc(task.created_at) or task.created_at,
        updated_at=utc(task.updated_at) or task.updated_at,
        is_edited=bool(task.edited_fields) and task.source is TaskSource.INSIGHT,
        is_overdue=task.is_overdue(today),
        source=task.source,
    )
