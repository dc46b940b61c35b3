"""Bodies and answers of the upload journey and of imports (`docs/uploads.md`)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import available_timezones

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mina.domain.errors import Invalid
from mina.domain.upload import Phase, Upload, UploadProblem, UploadStatus
from mina.edge.api.answer import utc
from mina.services.uploads.door import Address, FileInfo, NewUpload

if TYPE_CHECKING:
    from mina.edge.http import Request
    from mina.services.recordings import SoundTrack

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


class PartsRow(msgspec.Struct, frozen=True):
    """Of the sound's parts: how many there are, how many have their words, which (from 1) have none."""

    total: int
    done: int
    failed: list[int]


class UploadProblemRow(msgspec.Struct, frozen=True):
    code: UploadProblem
    message: str


class UploadRow(msgspec.Struct, frozen=True):
    """How far an upload is. `expires_at` is the end of its present address."""

    id: str
    session_id: str
    status: UploadStatus
    phase: Phase | None
    title: str
    filename: str | None
    content_type: str | None
    size: int | None
    duration_seconds: float | None
    created_at: datetime
    updated_at: datetime
    expires_at: datetime | None
    parts: PartsRow
    problem: UploadProblemRow | None
    is_retryable: bool
    recording_enabled: bool
    meeting_id: str | None


class AddressRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the file goes: `POST` a form of these `fields` to `url`, or `PUT` parts of `part_bytes` to `urls`."""

    method: Literal["POST", "PUT"]
    key: str
    expires_at: datetime
    url: str | UnsetType = UNSET
    fields: dict[str, str] | UnsetType = UNSET
    part_bytes: int | UnsetType = UNSET
    urls: list[str] | UnsetType = UNSET


class SoundPiece(msgspec.Struct, frozen=True):
    """A stretch of the recording, in milliseconds from the session's start."""

    url: str
    start_ms: int
    end_ms: int
    media_type: str | None


class SoundBody(msgspec.Struct, frozen=True):
    """Pieces in order; their links work until `expires_at`."""

    items: list[SoundPiece]
    expires_at: datetime


class DeletedFiles(msgspec.Struct, frozen=True):
    files: int


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


def upload_row(upload: Upload) -> UploadRow:
    return UploadRow(
        id=upload.id,
        session_id=upload.id,
        status=upload.status,
        phase=upload.phase,
        title=upload.title,
        filename=upload.filename,
        content_type=upload.content_type,
        size=upload.size,
        duration_seconds=upload.duration_ms / 1000 if upload.duration_ms is not None else None,
        created_at=utc(upload.created_at) or upload.created_at,
        updated_at=utc(upload.updated_at) or upload.updated_at,
        expires_at=utc(upload.expires_at),
        parts=PartsRow(upload.parts, len(upload.done_parts), list(upload.failed_parts)),
        problem=UploadProblemRow(upload.problem, upload.problem.sentence) if upload.problem else None,
        is_retryable=upload.is_retryable,
        recording_enabled=upload.recording_enabled,
        meeting_id=upload.meeting_id,
    )


def address_row(address: Address) -> AddressRow:
    key, expires_at = address.upload.key, utc(address.expires_at) or address.expires_at
    if address.form:
        return AddressRow("POST", key, expires_at, url=address.form.url, fields=dict(address.form.fields))
    return AddressRow("PUT", key, expires_at, part_bytes=address.part_bytes, urls=list(address.part_links))


def sound_row(track: SoundTrack) -> SoundBody:
    items = [SoundPiece(piece.url, piece.start_ms, piece.end_ms, piece.media_type) for piece in track.pieces]
    return SoundBody(items, utc(track.expires_at) or track.expires_at)
