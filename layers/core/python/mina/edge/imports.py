"""The request and the answer of an import: the file is the body, what is said of it is in the query string."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mina.domain.errors import Invalid, TooLarge
from mina.domain.session import Session, SessionStatus
from mina.edge.api.parameters import moment_of, text_of
from mina.edge.uploads import known_time_zone
from mina.importers.cue import MAX_FILE_BYTES
from mina.services.imports import ImportRequest

if TYPE_CHECKING:
    from mina.edge.http import Request
    from mina.importers import Imported


class ImportRow(msgspec.Struct, frozen=True):
    """The meeting that a transcript became. `repaired_times` of its cues were reversed or missing."""

    session_id: str
    meeting_id: str | None
    status: SessionStatus
    title: str
    format: str
    total_segments: int
    duration_seconds: float
    repaired_times: int


def import_request(request: Request) -> ImportRequest:
    if not request.raw_body:
        raise Invalid("body", "has to be the transcript's file")
    if len(request.raw_body) > MAX_FILE_BYTES:
        raise TooLarge(f"A transcript may have {MAX_FILE_BYTES} bytes; this one has {len(request.raw_body)}.")
    return ImportRequest(
        data=request.raw_body,
        filename=text_of(request, "filename", 255) or "transcript",
        title=text_of(request, "title"),
        meeting_type=text_of(request, "meeting_type", 40) or "general",
        time_zone=known_time_zone(text_of(request, "time_zone", 64) or "UTC"),
        started_at=moment_of(request, "started_at"),
        key=request.headers.get("idempotency-key", "")[:200] or None,
    )


def import_row(session: Session, imported: Imported) -> ImportRow:
    return ImportRow(
        session_id=session.id,
        meeting_id=session.meeting_id,
        status=session.status,
        title=session.title,
        format=imported.kind,
        total_segments=session.statistics.total_segments,
        duration_seconds=imported.duration_ms / 1000,
        repaired_times=imported.repaired,
    )
