"""A meeting: what the dashboard lists. Its words live in its session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mina.domain.session import StepState
from mina.domain.step import Step
from mina.domain.transcript import Statistics

RECORDED_LIVE = "Live transcription recording"
"""How a meeting is described that nobody has described."""
LISTED_DESCRIPTION = 80
"""Characters of a description that a list shows."""


class MeetingStatus(StrEnum):
    SCHEDULED = "scheduled"
    LIVE = "live"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Meeting:
    """`session_id` is the session's external id, None while the meeting is only scheduled.

    `expected` are the names of who was invited, `speakers` the recogniser's labels. `merged_speakers` (label, label
    that it is taken for) and `speaker_names` (label, name) are what people made of them. `words_edited_at` is when
    somebody last corrected the transcript, `erased_at` when its erasure began: nobody sees it any more.
    """

    id: str
    workspace_id: str
    organizer_id: str
    title: str
    status: MeetingStatus
    created_at: datetime
    description: str = ""
    meeting_type: str = "general"
    scheduled_at: datetime | None = None
    expected: tuple[str, ...] = ()
    actual_start: datetime | None = None
    actual_end: datetime | None = None
    session_id: str | None = None
    statistics: Statistics = Statistics()
    speakers: tuple[str, ...] = ()
    speaker_names: tuple[tuple[str, str], ...] = ()
    merged_speakers: tuple[tuple[str, str], ...] = ()
    words_edited_at: datetime | None = None
    erased_at: datetime | None = None
    sound_erased_at: datetime | None = None
    open_tasks: int = 0
    pipeline: tuple[tuple[Step, StepState], ...] = ()
    recording_enabled: bool = False
    transcription_enabled: bool = True
    ai_insights_enabled: bool = True
    version: int = 1

    @property
    def duration_seconds(self) -> float | None:
        """How long it took by the clock, None before its end."""
        return _length(self.actual_start, self.actual_end)

    def name_of(self, label: str) -> str:
        """What a speaker is called in this meeting."""
        return _name(label, dict(self.speaker_names), dict(self.merged_speakers))

    @property
    def named_speakers(self) -> tuple[str, ...]:
        """The speakers by name, each once."""
        return names_of(self.speakers, dict(self.speaker_names), dict(self.merged_speakers))

    @property
    def participants(self) -> tuple[str, ...]:
        """Who was expected, and who spoke; each once."""
        return tuple(dict.fromkeys((*self.expected, *self.named_speakers)))


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """What a list shows of a meeting. `position` is where it stands in its workspace's list.

    `description` is the beginning of a long one; `labels` are the recogniser's, `named_speakers` who they are.
    `is_silent`: its sound has been erased.
    """

    id: str
    title: str
    description: str
    meeting_type: str
    status: MeetingStatus
    created_at: datetime
    scheduled_at: datetime | None
    actual_start: datetime | None
    actual_end: datetime | None
    session_id: str | None
    total_segments: int
    average_confidence: float | None
    labels: tuple[str, ...]
    named_speakers: tuple[str, ...]
    open_tasks: int
    pipeline: tuple[tuple[Step, StepState], ...]
    is_silent: bool
    position: str = ""

    @property
    def duration_seconds(self) -> float | None:
        return _length(self.actual_start, self.actual_end)


def listed(meeting: Meeting, position: str = "") -> ListedMeeting:
    """The meeting's row."""
    return ListedMeeting(
        id=meeting.id,
        title=meeting.title,
        description=beginning_of(meeting.description),
        meeting_type=meeting.meeting_type,
        status=meeting.status,
        created_at=meeting.created_at,
        scheduled_at=meeting.scheduled_at,
        actual_start=meeting.actual_start,
        actual_end=meeting.actual_end,
        session_id=meeting.session_id,
        total_segments=meeting.statistics.total_segments,
        average_confidence=meeting.statistics.average_confidence,
        labels=meeting.speakers,
        named_speakers=meeting.named_speakers,
        open_tasks=meeting.open_tasks,
        pipeline=meeting.pipeline,
        is_silent=meeting.sound_erased_at is not None,
        position=position,
    )


def beginning_of(description: str) -> str:
    """What a list shows of a description: of a long one the first characters and `…`."""
    is_long = len(description) > LISTED_DESCRIPTION
    return description[: LISTED_DESCRIPTION - 1].rstrip() + "…" if is_long else description


def names_of(labels: tuple[str, ...], names: Mapping[str, str], merged: Mapping[str, str]) -> tuple[str, ...]:
    """Those who spoke, by name, each once."""
    return tuple(dict.fromkeys(_name(label, names, merged) for label in labels))


def _name(label: str, names: Mapping[str, str], merged: Mapping[str, str]) -> str:
    label = merged.get(label, label)
    return names.get(label, label)


def _length(start: datetime | None, end: datetime | None) -> float | None:
    return max(0.0, (end - start).total_seconds()) if start and end else None
