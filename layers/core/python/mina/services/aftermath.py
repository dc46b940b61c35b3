"""What follows when a meeting's insights are there: names, tasks, statistics, search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.errors import Conflict
from mina.domain.insight import Step, TaskExtraction
from mina.services.corrections import is_generic
from mina.services.insight_sums import count_insights
from mina.services.meeting_edit import change_meeting
from mina.services.search.index import index_meeting
from mina.services.tasks.found import keep_found_tasks

if TYPE_CHECKING:
    from mina.domain.meeting import Meeting
    from mina.domain.session import Session
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores


def take_in(session: Session, stores: Stores, clock: Clock) -> None:
    """Let the workspace have what the session's insights hold. Doing it again changes nothing.

    A session without a meeting waits until it has one.
    """
    meeting = stores.meetings.get(session.meeting_id) if session.meeting_id else None
    if meeting is None or session.revision == 0:
        return
    meeting = _with_remembered_names(meeting, stores)
    found = stores.insights.get(session.id, Step.TASKS)
    if found and isinstance(found.result, TaskExtraction):
        keep_found_tasks(session, found.result, stores, clock)
    count_insights(session, stores, meeting.name_of)
    index_meeting(meeting, stores)


def _with_remembered_names(meeting: Meeting, stores: Stores) -> Meeting:
    """Speakers whom this workspace has named before get that name, unless somebody gave them one here."""
    unnamed = [label for label in meeting.speakers if label not in dict(meeting.speaker_names)]
    unnamed = [label for label in unnamed if not is_generic(label)]
    known = stores.voices.names(meeting.workspace_id) if unnamed else {}
    new = {label: known[label] for label in unnamed if label in known}
    if not new:
        return meeting

    def named(now: Meeting) -> Meeting:
        return replace(now, speaker_names=tuple({**new, **dict(now.speaker_names)}.items()))

    try:
        return change_meeting(meeting.id, meeting.workspace_id, named, None, stores)
    except Conflict:
        return meeting
