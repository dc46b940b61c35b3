"""Bodies and answers of the upload journey and of imports (`docs/uploads.md`)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from zoneinfo import available_timezones

import msgspec
from msgspec import Meta

from mina.domain.errors import Invalid
from mina.domain.upload import Upload
from mina.edge.api.answer import utc
from mina.edge.http import Request
from mina.services.recordings import SoundTrack
from mina.services.uploads.door import Address, FileInfo, NewUpload

Text = Annotated[str, Meta(max_length=200)]


class NewUploadBody(msgspec.Struct, frozen=True):
    title: Text | None = None
    meeting_type: Annotated[str, Meta(max_length=40)] = "general"
    time_zone: Annotated[str, Meta(max_length=64)] = "UTC"
    language: Annotated[str, Meta(max_length=35, pattern=r"^[A-Za-z-]*$")] | None = None
    started_at: datetime | None = None
    recording_enabled: bool = True


class FileBody(msgspec.Struct, frozen=True):
    filename: Annotated[str, Meta(min_length=1, max_length=255)]
    content_type: Annotated[str, Meta(max_length=100)]
    size: int | None = None
    multipart: bool = False


class CompleteUploadBody(msgspec.Struct, frozen=True):
    etags: Annotated[list[Annotated[str, Meta(max_length=100)]], Meta(max_length=64)] = []


def new_upload(request: Request) -> NewUpload:
    body = request.body(NewUploadBody)
    if body.started_at and body.started_at.tzinfo is None:
        raise Invalid("started_at", "needs its offset from UTC")
    return NewUpload(
        (body.title or "").strip() or None,
        body.meeting_type or "general",
        known_time_zone(body.time_zone),
        body.language or None,
        body.started_at,
        body.recording_enabled,
    )


def file_info(request: Request) -> FileInfo:
    body = request.body(FileBody)
    name = "".join(c for c in body.filename if c.isprintable()).replace("\\", "/").rsplit("/", 1)[-1]
    return FileInfo(name or "recording", body.content_type.split(";")[0].strip().lower(), body.size, body.multipart)


def known_time_zone(name: str) -> str:
    if name and name not in available_timezones():
        raise Invalid("time_zone", "has to be a name such as Europe/Berlin")
    return name or "UTC"


def upload_row(upload: Upload) -> dict[str, object]:
    return {
        "id": upload.id,
        "session_id": upload.id,
        "status": upload.status.value,
        "phase": upload.phase.value if upload.phase else None,
        "title": upload.title,
        "filename": upload.filename,
        "content_type": upload.content_type,
        "size": upload.size,
        "duration_seconds": upload.duration_ms / 1000 if upload.duration_ms is not None else None,
        "created_at": utc(upload.created_at),
        "updated_at": utc(upload.updated_at),
        "expires_at": utc(upload.expires_at),
        "parts": {"total": upload.parts, "done": len(upload.done_parts), "failed": list(upload.failed_parts)},
        "problem": {"code": upload.problem.value, "message": upload.problem.sentence} if upload.problem else None,
        "is_retryable": upload.is_retryable,
        "recording_enabled": upload.recording_enabled,
        "meeting_id": upload.meeting_id,
    }


def address_row(address: Address) -> dict[str, object]:
    row: dict[str, object] = {"expires_at": utc(address.expires_at), "key": address.upload.key}
    if address.form:
        return {**row, "method": "POST", "url": address.form.url, "fields": address.form.fields}
    return {**row, "method": "PUT", "part_bytes": address.part_bytes, "urls": address.part_links}


def sound_row(track: SoundTrack) -> dict[str, object]:
    items = [
        {"url": piece.url, "start_ms": piece.start_ms, "end_ms": piece.end_ms, "media_type": piece.media_type}
        for piece in track.pieces
    ]
    return {"items": items, "expires_at": utc(track.expires_at)}
