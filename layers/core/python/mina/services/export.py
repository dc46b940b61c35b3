"""A meeting as a file."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from mina.domain.document import DocumentLine, MeetingDocument
from mina.domain.insight import Analytics, Step, Summary, TaskExtraction
from mina.services.tasks.listing import tasks_of_meeting
from mina.services.transcripts import Line, session_of, whole_transcript

if TYPE_CHECKING:
    from mina.domain.meeting import Meeting
    from mina.domain.session import Session
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores
    from mina.ports.uploads import Objects

Result = TypeVar("Result")
MOST_INLINE = 4_000_000
"""Bytes. Lambda answers with 6 MB at most, and a file in base64 takes a third more than it has."""
LINK_LIFE = timedelta(minutes=15)


class Format(StrEnum):
    TXT = "txt"
    MD = "md"
    JSON = "json"
    SRT = "srt"
    VTT = "vtt"
    CSV = "csv"
    DOCX = "docx"
    PDF = "pdf"
    ICS = "ics"


MEDIA_TYPES = {
    Format.TXT: "text/plain; charset=utf-8",
    Format.MD: "text/markdown; charset=utf-8",
    Format.JSON: "application/json",
    Format.SRT: "application/x-subrip; charset=utf-8",
    Format.VTT: "text/vtt; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.ICS: "text/calendar; charset=utf-8",
}

_RENDERERS = {
    Format.TXT: "plain_text",
    Format.MD: "markdown",
    Format.JSON: "json_document",
    Format.SRT: "subtitles",
    Format.VTT: "subtitles",
    Format.CSV: "spreadsheet",
    Format.DOCX: "word",
    Format.PDF: "pdf",
    Format.ICS: "calendar",
}


def render(document: MeetingDocument, file_format: Format) -> bytes:
    """The file's bytes. A renderer is imported when it is first needed: some bring large libraries along."""
    module = import_module(f"mina.renderers.{_RENDERERS[file_format]}")
    content: bytes = getattr(module, f"render_{file_format.value}")(document)
    return content


def document_of(meeting: Meeting, stores: Stores) -> MeetingDocument:
    """The meeting with its final, corrected segments, its tasks and its insights."""
    session = session_of(meeting, stores)
    lines = whole_transcript(session, stores, meeting) if session else ()
    return MeetingDocument(
        id=meeting.id,
        title=meeting.title,
        meeting_type=meeting.meeting_type,
        created_at=meeting.created_at,
        description=meeting.description,
        session_id=meeting.session_id,
        started_at=meeting.actual_start,
        ended_at=meeting.actual_end,
        time_zone=session.time_zone if session else "UTC",
        duration_seconds=meeting.duration_seconds,
        participants=meeting.named_speakers,
        tasks=tuple(tasks_of_meeting(meeting, stores)),
        lines=tuple(_line(line) for line in lines),
        summary=_result(session, Step.SUMMARY, Summary, stores),
        extraction=_result(session, Step.TASKS, TaskExtraction, stores),
        analytics=_result(session, Step.ANALYTICS, Analytics, stores),
    )


def link_to(
    content: bytes, meeting: Meeting, file_format: Format, objects: Objects, clock: Clock
) -> tuple[str, datetime]:
    """Where the file can be fetched, and until when. The bucket drops it a day later."""
    key = f"exports/{meeting.id}/{secrets.token_urlsafe(16)}/{file_name(meeting, file_format)}"
    objects.put(key, content, MEDIA_TYPES[file_format])
    return objects.link(key, LINK_LIFE), clock.now() + LINK_LIFE


def file_name(meeting: Meeting, file_format: Format) -> str:
    """ASCII, without anything that a header or a file system would mind: `2026-11-21-weekly.pdf`."""
    words = "".join(c.lower() if c.isascii() and c.isalnum() else " " for c in meeting.title).split()
    day = (meeting.actual_start or meeting.created_at).date().isoformat()
    return f"{'-'.join([day, *words])[:80]}.{file_format.value}"


def _line(line: Line) -> DocumentLine:
    segment = line.segment
    name = line.speaker_name or line.speaker
    return DocumentLine(
        segment.seq, segment.start_ms, segment.end_ms, name, line.text, line.is_edited, segment.is_promoted
    )


def _result(session: Session | None, step: Step, kind: type[Result], stores: Stores) -> Result | None:
    stored = stores.insights.get(session.id, step) if session else None
    return stored.result if stored and isinstance(stored.result, kind) else None
