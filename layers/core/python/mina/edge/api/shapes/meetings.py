"""Meetings, sessions and workspaces on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from mina.domain.event import Event
from mina.domain.meeting import ListedMeeting, Meeting, MeetingStatus, listed
from mina.domain.session import Session, SessionStatus, StepState
from mina.domain.step import Step
from mina.domain.transcript import Statistics
from mina.edge.api.answer import utc

Pipeline = dict[Step, StepState]


class MeetingRow(msgspec.Struct, frozen=True):
    """A meeting as lists show it. Lengths in seconds; `speakers` by the names that people gave them. Of a long
    `description` lists show the beginning, with `…` at its end."""

    id: str
    title: str
    description: str
    meeting_type: str
    status: MeetingStatus
    created_at: datetime
    scheduled_at: datetime | None
    actual_start: datetime | None
    actual_end: datetime | None
    duration_seconds: float | None
    session_id: str | None
    total_segments: int
    average_confidence: float | None
    speakers: list[str]
    open_tasks: int
    pipeline: Pipeline


class MeetingPage(msgspec.Struct, frozen=True):
    items: list[MeetingRow]
    next_cursor: str | None


class StatisticsRow(msgspec.Struct, frozen=True):
    """`total_duration` in seconds."""

    total_segments: int
    average_confidence: float | None
    total_duration: float


class SessionRow(msgspec.Struct, frozen=True):
    id: str
    meeting_id: str | None
    workspace_id: str | None
    title: str
    status: SessionStatus
    started_at: datetime
    completed_at: datetime | None
    last_seq: int
    revision: int
    statistics: StatisticsRow
    gaps: list[tuple[int, int]]
    pipeline: Pipeline
    last_event: int


class EventRow(msgspec.Struct, frozen=True):
    event_id: int
    kind: str
    session_id: str
    body: dict[str, Any]
    created_at: datetime


class EventPage(msgspec.Struct, frozen=True):
    items: list[EventRow]
    next_cursor: str | None


def meeting_row(meeting: Meeting) -> MeetingRow:
    """With the whole description."""
    return msgspec.structs.replace(listed_row(listed(meeting)), description=meeting.description)


def listed_row(meeting: ListedMeeting) -> MeetingRow:
    return MeetingRow(
        id=meeting.id,
        title=meeting.title,
        description=meeting.description,
        meeting_type=meeting.meeting_type,
        status=meeting.status,
        created_at=utc(meeting.created_at) or meeting.created_at,
        scheduled_at=utc(meeting.scheduled_at),
        actual_start=utc(meeting.actual_start),
        actual_end=utc(meeting.actual_end),
        duration_seconds=meeting.duration_seconds,
        session_id=meeting.session_id,
        total_segments=meeting.total_segments,
        average_confidence=meeting.average_confidence,
        speakers=list(meeting.named_speakers),
        open_tasks=meeting.open_tasks,
        pipeline=dict(meeting.pipeline),
    )


def session_row(session: Session, last_seq: int, last_event: int) -> SessionRow:
    return SessionRow(
        id=session.id,
        meeting_id=session.meeting_id,
        workspace_id=session.workspace_id,
        title=session.title,
        status=session.status,
        started_at=utc(session.started_at) or session.started_at,
        completed_at=utc(session.completed_at),
        last_seq=last_seq,
        revision=session.revision,
        statistics=statistics_row(session.statistics),
        gaps=list(session.gaps),
        pipeline=dict(session.pipeline),
        last_event=last_event,
    )


def statistics_row(statistics: Statistics) -> StatisticsRow:
    return StatisticsRow(statistics.total_segments, statistics.average_confidence, statistics.total_duration)


def event_row(event: Event) -> EventRow:
    moment = utc(event.created_at) or event.created_at
    return EventRow(event.event_id, event.kind.value, event.session_id, event.body, moment)
