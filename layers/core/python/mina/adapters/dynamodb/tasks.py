"""Action items: under their session, or under the workspace where they belong to no meeting."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from pynamodb.exceptions import TransactWriteError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Transaction, store
from mina.adapters.dynamodb.items import MeetingItem, TaskItem
from mina.adapters.dynamodb.totals import add_to_totals
from mina.domain.evidence import Evidence
from mina.domain.task import Priority, Task, TaskSource, TaskStatus

if TYPE_CHECKING:
    from pynamodb.transactions import TransactWrite

_MARK = re.compile(r"([.~])")


class DynamoTasks:
    def get(self, task_id: str, workspace_id: str) -> Task | None:
        try:
            with store():
                item = TaskItem.get(*_key(task_id, workspace_id), consistent_read=True)
        except TaskItem.DoesNotExist:
            return None
        return to_task(item) if item.workspace_id == workspace_id else None

    def save(self, task: Task, before: Task | None) -> bool:
        unchanged = TaskItem.version == before.version if before else TaskItem.pk.does_not_exist()
        change = task.is_unfinished - (before.is_unfinished if before else False)
        try:
            with store(), Transaction() as transaction:
                transaction.save(task_item(task), condition=unchanged)
                _count(transaction, task, change)
        except TransactWriteError:
            return False
        return True

    def remove(self, task: Task) -> bool:
        try:
            with store(), Transaction() as transaction:
                transaction.delete(
                    TaskItem(*_key(task.id, task.workspace_id)), condition=TaskItem.version == task.version
                )
                _count(transaction, task, -1 if task.is_unfinished else 0)
        except TransactWriteError:
            return False
        return True

    def of_session(self, session_id: str) -> list[Task]:
        return self._under(keys.session(session_id))

    def of_meeting(self, meeting_id: str) -> list[Task]:
        return self._under(keys.meeting(meeting_id))

    def _under(self, pk: str) -> list[Task]:
        with store():
            items = TaskItem.query(pk, TaskItem.sk.startswith(keys.TASK_PREFIX), consistent_read=True)
            return [to_task(item) for item in items]

    def page(
        self, workspace_id: str, is_unfinished: bool | None, due_before: date | None, limit: int, after: str | None
    ) -> tuple[list[Task], str | None]:
        first, last = _range(is_unfinished, due_before)
        window = TaskItem.task_order.between(max(first, after or first), last)
        with store():
            items = list(
                TaskItem.workspace_tasks.query(
                    keys.workspace(workspace_id), window, limit=limit + 2, page_size=limit + 2
                )
            )
        rows = [item for item in items if item.task_order != after]
        return [to_task(item) for item in rows[:limit]], rows[limit - 1].task_order if len(rows) > limit else None

    def position_of(self, task: Task) -> str:
        return keys.task_order(task.is_unfinished, task.due_date, task.created_at, task.id)


def _range(is_unfinished: bool | None, due_before: date | None) -> tuple[str, str]:
    """Sort keys from … to. `~` comes after all that stands behind a prefix."""
    if due_before is not None:
        return keys.UNFINISHED_PREFIX, f"{keys.UNFINISHED_PREFIX}{due_before.isoformat()}"
    if is_unfinished is None:
        return keys.UNFINISHED_PREFIX, f"{keys.FINISHED_PREFIX}~"
    prefix = keys.UNFINISHED_PREFIX if is_unfinished else keys.FINISHED_PREFIX
    return prefix, f"{prefix}~"


def _count(transaction: TransactWrite, task: Task, change: int) -> None:
    if not change:
        return
    add_to_totals(transaction, task.workspace_id, open_tasks=change)
    if task.meeting_id:
        transaction.update(
            MeetingItem(keys.meeting(task.meeting_id), keys.MEETING),
            actions=[MeetingItem.open_tasks.add(change)],
            condition=MeetingItem.pk.exists(),
        )


def _key(task_id: str, workspace_id: str) -> tuple[str, str]:
    """An id names behind its dot the session it was found in, behind its tilde the meeting it was written for."""
    local_id, mark, place = [*_MARK.split(task_id, maxsplit=1), "", ""][:3]
    partitions = {".": keys.session(place), "~": keys.meeting(place), "": keys.workspace(workspace_id)}
    return partitions[mark], keys.task(local_id)


def task_item(task: Task) -> TaskItem:
    return TaskItem(
        *_key(task.id, task.workspace_id),
        task_key=None if task.is_deleted else keys.workspace(task.workspace_id),
        task_order=None
        if task.is_deleted
        else keys.task_order(task.is_unfinished, task.due_date, task.created_at, task.id),
        workspace_id=task.workspace_id,
        title=task.title,
        status=task.status.value,
        created_at=task.created_at,
        updated_at=task.updated_at,
        owner=task.owner,
        due_date=task.due_date.isoformat() if task.due_date else None,
        due_phrase=task.due_phrase,
        priority=task.priority.value,
        confidence=task.confidence,
        evidence=[[evidence.seq, evidence.quote] for evidence in task.evidence] or None,
        meeting_id=task.meeting_id,
        meeting_title=task.meeting_title,
        session_id=task.session_id,
        source=task.source.value,
        edited_fields=sorted(task.edited_fields),
        is_deleted=task.is_deleted,
        version=task.version,
    )


def _id(item: TaskItem) -> str:
    local_id = item.sk.removeprefix(keys.TASK_PREFIX)
    kind, place = item.pk.split("#", 1)
    marks = {"SESSION": f".{place}", "MEETING": f"~{place}"}
    return local_id + marks.get(kind, "")


def to_task(item: TaskItem) -> Task:
    return Task(
        id=_id(item),
        workspace_id=item.workspace_id,
        title=item.title,
        status=TaskStatus(item.status),
        created_at=item.created_at,
        updated_at=item.updated_at,
        owner=item.owner,
        due_date=date.fromisoformat(item.due_date) if item.due_date else None,
        due_phrase=item.due_phrase,
        priority=Priority(item.priority),
        confidence=float(item.confidence) if item.confidence is not None else None,
        evidence=tuple(Evidence(int(seq), quote) for seq, quote in item.evidence or ()),
        meeting_id=item.meeting_id,
        meeting_title=item.meeting_title,
        session_id=item.session_id,
        source=TaskSource(item.source),
        edited_fields=frozenset(item.edited_fields or ()),
        is_deleted=item.is_deleted,
        version=int(item.version),
    )
