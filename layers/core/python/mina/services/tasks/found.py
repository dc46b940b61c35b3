"""What the tasks step found becomes action items that people work with; what people did to them stays."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.task import Task, TaskSource, TaskStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mina.domain.insight import ExtractedTask, TaskExtraction
    from mina.domain.meeting import Meeting
    from mina.domain.session import Session
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

SAME_TITLE = 0.7
SAME_TITLE_AND_PLACE = 0.3
"""How many of the words of two titles have to be the same for them to be one task, or less where both were said in
the same segment."""
UPDATED = ("title", "owner", "due_date", "due_phrase", "priority")


def keep_found_tasks(session: Session, extraction: TaskExtraction, stores: Stores, clock: Clock) -> None:
    """Bring the session's action items in line with what was found now. Doing it again changes nothing.

    A task that is found again keeps its id, its state and every field that a person has set; one that is not found
    any more goes, unless a person has touched it; one that a person threw away does not come back.
    """
    if session.workspace_id is None or session.meeting_id is None:
        return
    meeting = stores.meetings.get(session.meeting_id)
    if meeting is None:
        return
    known = [task for task in stores.tasks.of_session(session.id) if task.source is TaskSource.INSIGHT]
    for found in extraction.tasks:
        same = _same(found, known)
        if same:
            known.remove(same)
        _keep(found, same, session, meeting, stores, clock)
    for task in known:
        if not task.edited_fields and not task.is_deleted and task.status is TaskStatus.OPEN:
            stores.tasks.remove(task)


def task_id(found: ExtractedTask, session_id: str) -> str:
    """The same for the same words at the same place."""
    first_seq = found.evidence[0].seq if found.evidence else 0
    words = f"{session_id}|{first_seq}|{' '.join(sorted(_words(found.title)))}"
    return f"{hashlib.sha256(words.encode()).hexdigest()[:12]}.{session_id}"


def _keep(
    found: ExtractedTask, known: Task | None, session: Session, meeting: Meeting, stores: Stores, clock: Clock
) -> None:
    if known is None:
        stores.tasks.save(_new(found, session, meeting, clock), None)
        return
    changes = {name: getattr(found, name) for name in UPDATED if name not in known.edited_fields}
    updated = replace(known, **changes, evidence=found.evidence, confidence=found.confidence)
    if updated != known:
        stores.tasks.save(replace(updated, updated_at=clock.now(), version=known.version + 1), known)


def _new(found: ExtractedTask, session: Session, meeting: Meeting, clock: Clock) -> Task:
    now = clock.now()
    return Task(
        id=task_id(found, session.id),
        workspace_id=meeting.workspace_id,
        title=found.title,
        status=TaskStatus.OPEN,
        created_at=now,
        updated_at=now,
        owner=meeting.name_of(found.owner) if found.owner else None,
        due_date=found.due_date,
        due_phrase=found.due_phrase,
        priority=found.priority,
        confidence=found.confidence,
        evidence=found.evidence,
        meeting_id=meeting.id,
        meeting_title=meeting.title,
        session_id=session.id,
    )


def _same(found: ExtractedTask, known: Sequence[Task]) -> Task | None:
    """The most alike of the known ones, where it is alike enough."""
    scored = [(_likeness(found, task), index) for index, task in enumerate(known)]
    best, index = max(scored, default=(0.0, -1))
    return known[index] if best > 0 else None


def _likeness(found: ExtractedTask, task: Task) -> float:
    """0 where they are not the same task."""
    mine, theirs = _words(found.title), _words(task.title)
    alike = len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0
    shares_place = bool({e.seq for e in found.evidence} & {e.seq for e in task.evidence})
    needed = SAME_TITLE_AND_PLACE if shares_place or "title" in task.edited_fields else SAME_TITLE
    if "title" in task.edited_fields and shares_place:
        return 0.5 + alike
    return (1.0 if shares_place else 0.5) + alike if alike >= needed else 0.0


def _words(title: str) -> set[str]:
    return set(re.findall(r"\w+", title.casefold()))
