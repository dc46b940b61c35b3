"""One meeting, with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.session import Session, SessionStatus, StepState
from mina.domain.step import Step
from mina.services.listing import own_meeting

if TYPE_CHECKING:
    from mina.domain.meeting import Meeting
    from mina.ports.stored import StoredInsight
    from mina.ports.stores import Stores


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A session with what its clients need to go on: the last stored seq and the newest event's id."""

    session: Session
    last_seq: int
    last_event: int


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    meeting: Meeting
    snapshot: Snapshot | None
    insights: dict[Step, StoredInsight]

    def is_stale(self, step: Step) -> bool:
        """Whether the words have changed since this insight was made."""
        insight = self.insights.get(step)
        if insight is None or self.snapshot is None:
            return False
        session, edited_at = self.snapshot.session, self.meeting.words_edited_at
        if edited_at is not None and insight.created_at < edited_at:
            return True
        return insight.revision < session.revision and session.step_state(step) in (
            StepState.PENDING,
            StepState.RUNNING,
        )


def snapshot_of(session: Session, stores: Stores) -> Snapshot:
    return Snapshot(session, stores.segments.last_seq(session.id), stores.events.last_id(session.id))


def meeting_detail(meeting_id: str, workspace_id: str, stores: Stores) -> MeetingDetail:
    """Raises `NotFound`."""
    meeting = own_meeting(meeting_id, workspace_id, stores)
    session = stores.sessions.get(meeting.session_id) if meeting.session_id else None
    if session is None or session.status is SessionStatus.ERASED:
        return MeetingDetail(meeting, None, {})
    found = {step: stores.insights.get(session.id, step) for step in Step}
    insights = {step: insight for step, insight in found.items() if insight}
    return MeetingDetail(meeting, snapshot_of(session, stores), insights)
