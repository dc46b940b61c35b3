"""People write, change and throw away action items."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mina.domain.errors import Conflict, NotFound, PreconditionFailed
from mina.domain.task import Priority, Task, TaskSource, TaskStatus
from mina.services.listing import own_meeting
from mina.services.search.index import index_meeting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

TRIES = 5


@dataclass(frozen=True, slots=True)
class NewTask:
    title: str
    owner: str | None = None
    due_date: date | None = None
    priority: Priority = Priority.MEDIUM
    status: TaskStatus = TaskStatus.OPEN
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True)
class TaskChanges:
    """`fields` by name; what is not in it stays."""

    fields: Mapping[str, object] = field(default_factory=dict)


def add_task(new: NewTask, workspace_id: str, stores: Stores, clock: Clock) -> Task:
    """Raises `NotFound` where it names a meeting that is not this workspace's."""
    meeting = own_meeting(new.meeting_id, workspace_id, stores) if new.meeting_id else None
    local_id, now = secrets.token_hex(6), clock.now()
    task = Task(
        id=f"{local_id}~{meeting.id}" if meeting else local_id,
        workspace_id=workspace_id,
        title=new.title,
        status=new.status,
        created_at=now,
        updated_at=now,
        owner=new.owner,
        due_date=new.due_date,
        priority=new.priority,
        meeting_id=meeting.id if meeting else None,
        meeting_title=meeting.title if meeting else None,
        session_id=meeting.session_id if meeting else None,
        source=TaskSource.PERSON,
    )
    if not stores.tasks.save(task, None):
        raise Conflict("The task could not be stored; try again.")
    _index(task, stores)
    return task


def own_task(task_id: str, workspace_id: str, stores: Stores) -> Task:
    """Raises `NotFound` alike where it is not there, thrown away, or somebody else's."""
    task = stores.tasks.get(task_id, workspace_id)
    if task is None or task.is_deleted:
        raise NotFound("There is no such task.")
    return task


def edit_task(
    task_id: str, workspace_id: str, changes: TaskChanges, if_version: int | None, stores: Stores, clock: Clock
) -> Task:
    """The task as it is now. What a person has set, no insight changes any more.

    Raises `NotFound`, and `PreconditionFailed` where it is not at `if_version`; None: the last writer wins.
    """
    for _ in range(TRIES):
        task = own_task(task_id, workspace_id, stores)
        if if_version is not None and task.version != if_version:
            raise PreconditionFailed("The task has changed meanwhile; read it again.")
        edited = replace(
            task,
            **dict(changes.fields),  # type: ignore[arg-type]  # checked by whoever read the body
            edited_fields=task.edited_fields | set(changes.fields),
            updated_at=clock.now(),
            version=task.version + 1,
        )
        if stores.tasks.save(edited, task):
            _index(edited, stores)
            return edited
    raise Conflict("The task keeps changing; try again.")


def throw_away(task_id: str, workspace_id: str, stores: Stores, clock: Clock) -> None:
    """Raises `NotFound`. A task that was found in a meeting stays gone when the meeting is looked through again."""
    for _ in range(TRIES):
        task = own_task(task_id, workspace_id, stores)
        if task.source is TaskSource.PERSON:
            is_done = stores.tasks.remove(task)
        else:
            gone = replace(task, is_deleted=True, updated_at=clock.now(), version=task.version + 1)
            is_done = stores.tasks.save(gone, task)
        if is_done:
            _index(task, stores)
            return
    raise Conflict("The task keeps changing; try again.")


def _index(task: Task, stores: Stores) -> None:
    """Let it be found by its new words. A task of no meeting is in lists only."""
    meeting = stores.meetings.get(task.meeting_id) if task.meeting_id else None
    if meeting:
        index_meeting(meeting, stores)
