"""The upload journey as its caller sees it: a session, an address, the file, the end."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mina.domain.errors import Conflict, Invalid, NotFound
from mina.domain.quota import Use
from mina.domain.upload import MAX_UPLOAD_BYTES, MULTIPART_LIFE, POLICY_LIFE, Upload, UploadStatus
from mina.services.uploads.arrival import arrive, begin
from mina.services.uploads.desk import Desk, due_at
from mina.services.workspaces import workspace_of
from mina.sound.kinds import MEDIA_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from mina.domain.principal import User
    from mina.ports.uploads import Form

PART_BYTES = 64 * 1024 * 1024
_OPEN = (UploadStatus.CREATED, UploadStatus.AWAITING_UPLOAD, UploadStatus.EXPIRED, UploadStatus.FAILED)


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What a caller says of a recording before it is there."""

    title: str | None = None
    meeting_type: str = "general"
    time_zone: str = "UTC"
    language: str | None = None
    started_at: datetime | None = None
    recording_enabled: bool = True


@dataclass(frozen=True, slots=True)
class FileInfo:
    """What a caller says of the file. `size` in bytes decides how many links a multipart upload gets."""

    filename: str
    content_type: str
    size: int | None = None
    is_multipart: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """Where the file goes: a form to post, or links to put parts of `part_bytes` to."""

    upload: Upload
    expires_at: datetime
    form: Form | None = None
    part_links: tuple[str, ...] = ()
    part_bytes: int = PART_BYTES


def create_session(user: User, wanted: NewUpload, desk: Desk) -> Upload:
    """A session that waits for its file. It is stored before its id is told: every later call finds it.

    Raises `QuotaExceeded`.
    """
    now = desk.clock.now()
    workspace = workspace_of(user, desk.stores, desk.clock)
    if desk.quotas:
        desk.quotas.admit(workspace.id, Use.UPLOADS)
    upload = Upload(
        id=str(uuid.uuid4()),
        owner_id=user.id,
        owner_name=user.name,
        workspace_id=workspace.id,
        status=UploadStatus.CREATED,
        title=wanted.title or f"Recording of {now:%Y-%m-%d %H:%M}",
        created_at=now,
        updated_at=now,
        meeting_type=wanted.meeting_type,
        time_zone=wanted.time_zone,
        language=wanted.language,
        started_at=wanted.started_at,
        recording_enabled=wanted.recording_enabled,
    )
    if not desk.uploads.create(upload, due_at(upload) or now):
        raise Conflict("This session exists already.")
    return upload


def own_upload(user: User, upload_id: str, desk: Desk) -> Upload:
    """Raises `NotFound` alike where it is not there and where it is another workspace's."""
    upload = desk.get(upload_id)
    if desk.stores.workspaces.id_of_user(user.id) != upload.workspace_id:
        raise NotFound("There is no such session.")
    return upload


def upload_address(user: User, upload_id: str, file: FileInfo, desk: Desk) -> Address:
    """Where to send the file: good for five minutes, for this name, type and size range only.

    Asking again gives a fresh address. Raises `Invalid` for a type that is no sound or a size that is not taken,
    `Conflict` where the file has come already.
    """
    _check(file)
    before = own_upload(user, upload_id, desk)
    if before.status is UploadStatus.FAILED:
        desk.objects.delete([before.key, *desk.objects.keys(f"uploads/{upload_id}/work/")])
    expires_at = desk.clock.now() + (MULTIPART_LIFE if file.is_multipart else POLICY_LIFE)
    multipart_id: str | None = None

    def await_file(upload: Upload) -> Upload:
        nonlocal multipart_id
        if upload.status not in _OPEN:
            raise Conflict("The file of this session has come already.")
        if upload.multipart_id and not file.is_multipart:
            desk.objects.abort_multipart(upload.key, upload.multipart_id)
        if file.is_multipart:
            multipart_id = (
                multipart_id or upload.multipart_id or desk.objects.begin_multipart(upload.key, file.content_type)
            )
        return replace(
            upload,
            status=UploadStatus.AWAITING_UPLOAD,
            filename=file.filename,
            content_type=file.content_type,
            multipart_id=multipart_id,
            expires_at=expires_at,
            problem=None,
            size=None,
            duration_ms=None,
            parts=0,
            done_parts=(),
            failed_parts=(),
        )

    upload, _ = desk.change(upload_id, await_file)
    if multipart_id:
        count = -(-(file.size or MAX_UPLOAD_BYTES) // PART_BYTES)
        links = desk.objects.part_links(upload.key, multipart_id, count, MULTIPART_LIFE)
        return Address(upload, expires_at, part_links=tuple(links))
    form = desk.objects.form(upload.key, file.content_type, MAX_UPLOAD_BYTES, POLICY_LIFE)
    return Address(upload, expires_at, form=form)


def complete_upload(user: User, upload_id: str, etags: Sequence[str], desk: Desk) -> Upload:
    """The caller says that the file is there. Doing it again, or after S3 has said so, changes nothing.

    Raises `Conflict` where no file has come.
    """
    upload = own_upload(user, upload_id, desk)
    if upload.status is UploadStatus.AWAITING_UPLOAD and upload.multipart_id and etags:
        with suppress(NotFound):  # it was completed by an earlier call, or never begun: the file's presence tells
            desk.objects.complete_multipart(upload.key, upload.multipart_id, etags)
    after = arrive(upload_id, desk)
    if after.status in (UploadStatus.CREATED, UploadStatus.AWAITING_UPLOAD):
        raise Conflict("No file has come yet: send it to the upload URL first.")
    return after


def retry(user: User, upload_id: str, desk: Desk) -> Upload:
    """Try again what the transcription service failed; parts that have their words are left alone."""
    own_upload(user, upload_id, desk)

    def again(upload: Upload) -> Upload | None:
        if upload.status is UploadStatus.PROCESSING:
            return None
        if not upload.is_retryable:
            raise Conflict("There is nothing to try again.")
        return begin(upload)

    upload, _ = desk.change(upload_id, again)
    desk.machine.start(upload)
    return upload


def _check(file: FileInfo) -> None:
    if file.content_type.split(";")[0].strip().lower() not in MEDIA_TYPES:
        raise Invalid("content_type", "has to be a type of sound or video, such as audio/mpeg")
    if file.size is not None and not 0 < file.size <= MAX_UPLOAD_BYTES:
        raise Invalid("size", "has to be from 1 byte to 2 GB")
