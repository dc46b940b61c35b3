"""A meeting as it is handed out: corrected, with names, ready to be rendered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mina.domain.insight import Analytics, Summary, TaskExtraction
from mina.domain.task import Task


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One segment as it reads. Times in milliseconds from the session's start."""

    seq: int
    start_ms: int
    end_ms: int
    speaker: str | None
    text: str
    is_edited: bool = False
    is_promoted: bool = False


@dataclass(frozen=True, slots=True)
class MeetingDocument:
    """Everything that an export may show. Insights are None where they have not been made."""

    id: str
    title: str
    meeting_type: str
    created_at: datetime
    description: str = ""
    session_id: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    time_zone: str = "UTC"
    duration_seconds: float | None = None
    participants: tuple[str, ...] = ()
    lines: tuple[DocumentLine, ...] = ()
    tasks: tuple[Task, ...] = ()
    summary: Summary | None = None
    extraction: TaskExtraction | None = None
    analytics: Analytics | None = None

    @property
    def took_place_at(self) -> datetime:
        return self.started_at or self.created_at
