"""A meeting: what the dashboard lists. Its words live in its session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mina.domain.session import StepState
from mina.domain.step import Step
from mina.domain.transcript import Statistics


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
        if self.actual_start is None or self.actual_end is None:
            return None
        return max(0.0, (self.actual_end - self.actual_start).total_seconds())

    def name_of(self, label: str) -> str:
        """What a speaker is called in this meeting."""
        merged = dict(self.merged_speakers)
        label = merged.get(label, label)
        return dict(self.speaker_names).get(label, label)

    @property
    def named_speakers(self) -> tuple[str, ...]:
        """The speakers by name, each once."""
        return tuple(dict.fromkeys(self.name_of(label) for label in self.speakers))

    @property
    def participants(self) -> tuple[str, ...]:
        """Who was expected, and who spoke; each once."""
        return tuple(dict.fromkeys((*self.expected, *self.named_speakers)))
