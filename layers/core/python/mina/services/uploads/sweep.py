"""No upload stays open for ever: lost events are made good, abandoned files are deleted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.errors import MinaError
from mina.domain.upload import (
    LATE_ARRIVAL,
    MAX_ATTEMPTS,
    NEVER_STARTED_AFTER,
    PROCESSING_PATIENCE,
    Upload,
    UploadProblem,
    UploadStatus,
)
from mina.services.uploads.arrival import arrive, begin
from mina.services.uploads.desk import KEPT_FOR_RETRY, Desk, failed
from mina.services.uploads.words import clear_work

if TYPE_CHECKING:
    from datetime import datetime


def sweep(desk: Desk) -> Counter[str]:
    """Look at every upload that is due; answers what was done, counted. What fails stays due."""
    done: Counter[str] = Counter()
    for upload_id in desk.uploads.due(desk.clock.now()):
        try:
            done[_look_at(upload_id, desk)] += 1
        except MinaError as error:
            done[f"failed_{type(error).__name__}"] += 1
    return done


def _look_at(upload_id: str, desk: Desk) -> str:
    now = desk.clock.now()
    upload = arrive(upload_id, desk)
    if upload.status is UploadStatus.PROCESSING:
        return _stuck(upload, desk) if upload.updated_at + PROCESSING_PATIENCE <= now else "begun"
    if upload.is_over:
        _let_go(upload, now, desk)
        return "cleared"
    if _is_abandoned(upload, now):
        if upload.multipart_id:
            desk.objects.abort_multipart(upload.key, upload.multipart_id)
        desk.change(upload_id, lambda one: _expired(one) if _is_abandoned(one, now) else None)
        return "expired"
    return "waiting"


def _expired(upload: Upload) -> Upload:
    return replace(upload, status=UploadStatus.EXPIRED, problem=UploadProblem.NEVER_UPLOADED, multipart_id=None)


def _is_abandoned(upload: Upload, now: datetime) -> bool:
    if upload.status is UploadStatus.CREATED:
        return upload.created_at + NEVER_STARTED_AFTER <= now
    is_awaited = upload.status is UploadStatus.AWAITING_UPLOAD
    return is_awaited and upload.expires_at is not None and upload.expires_at + LATE_ARRIVAL <= now


def _stuck(upload: Upload, desk: Desk) -> str:
    """The machine died without a word: another attempt, and a failure after the last."""
    if upload.attempt >= MAX_ATTEMPTS:
        desk.change(upload.id, lambda now: failed(now, UploadProblem.TRANSCRIPTION_FAILED))
        return "given_up"
    version = upload.version
    after, is_changed = desk.change(upload.id, lambda now: begin(now) if now.version == version else None)
    if is_changed:
        desk.machine.start(after)
    return "restarted"


def _let_go(upload: Upload, now: datetime, desk: Desk) -> None:
    """A day after its end nothing is tried again: what was kept for that goes, and nobody looks again."""
    if upload.updated_at + KEPT_FOR_RETRY > now:
        return
    if upload.status is not UploadStatus.COMPLETED:
        desk.objects.delete([upload.key])
    clear_work(upload, desk)
    is_done = upload.status is UploadStatus.COMPLETED
    over = replace(upload, failed_parts=()) if is_done else replace(upload, size=None)
    desk.uploads.save(replace(over, version=upload.version + 1), None)
