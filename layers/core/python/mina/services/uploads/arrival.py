"""A file has come: the caller says so, S3 says so, or the sweeper finds it; whoever is first."""

from __future__ import annotations

from dataclasses import replace

from mina.domain.upload import MAX_UPLOAD_BYTES, Phase, Upload, UploadProblem, UploadStatus
from mina.services.uploads.desk import Desk, failed
from mina.sound.kinds import SNIFFED_BYTES, kind_of


def arrive(upload_id: str, desk: Desk) -> Upload:
    """Look at the file, and begin to process it: once, however many say that it is there.

    A file that is none of ours to read is deleted, and the upload says why. Without a file nothing changes.
    """
    upload = desk.get(upload_id)
    if upload.status is UploadStatus.PROCESSING:
        if upload.phase is Phase.QUEUED:
            desk.machine.start(upload)
        return upload
    if upload.status not in (UploadStatus.AWAITING_UPLOAD, UploadStatus.EXPIRED):
        return upload
    stored = desk.objects.head(upload.key)
    if stored is None:
        return upload
    problem = _problem(stored.size, upload.key, desk)

    def take_in(now: Upload) -> Upload | None:
        if now.status not in (UploadStatus.AWAITING_UPLOAD, UploadStatus.EXPIRED):
            return None
        sized = replace(now, size=stored.size, multipart_id=None)
        return failed(sized, problem) if problem else begin(sized)

    upload, is_changed = desk.change(upload_id, take_in)
    if problem and is_changed:
        desk.objects.delete([upload.key])
    if upload.phase is Phase.QUEUED:
        desk.machine.start(upload)
    return upload


def begin(upload: Upload) -> Upload:
    """The next attempt at an upload whose file is there."""
    return replace(
        upload,
        status=UploadStatus.PROCESSING,
        phase=Phase.QUEUED,
        problem=None,
        failed_parts=(),
        attempt=upload.attempt + 1,
    )


def _problem(size: int, key: str, desk: Desk) -> UploadProblem | None:
    if size == 0:
        return UploadProblem.EMPTY
    if size > MAX_UPLOAD_BYTES:
        return UploadProblem.TOO_LARGE
    if kind_of(desk.objects.read(key, 0, min(size, SNIFFED_BYTES))) is None:
        return UploadProblem.NOT_AUDIO
    return None
