"""Uploads: one item each, which is there before anybody is told its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import PutError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.domain.upload import Phase, Upload, UploadProblem, UploadStatus

if TYPE_CHECKING:
    from datetime import datetime


class UploadItem(Item):
    status = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    owner_name = UnicodeAttribute()
    workspace_id = UnicodeAttribute()
    title = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()
    meeting_type = UnicodeAttribute(default="general")
    time_zone = UnicodeAttribute(default="UTC")
    language = UnicodeAttribute(null=True)
    started_at = UTCDateTimeAttribute(null=True)
    filename = UnicodeAttribute(null=True)
    content_type = UnicodeAttribute(null=True)
    multipart_id = UnicodeAttribute(null=True)
    recording_enabled = BooleanAttribute(default=True)
    policy_until = UTCDateTimeAttribute(null=True)
    size = NumberAttribute(null=True)
    duration_ms = NumberAttribute(null=True)
    phase = UnicodeAttribute(null=True)
    attempt = NumberAttribute(default=0)
    parts = NumberAttribute(default=0)
    done_parts = JSONAttribute(null=True)
    failed_parts = JSONAttribute(null=True)
    problem = UnicodeAttribute(null=True)
    meeting_id = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)


class DynamoUploads:
    def create(self, upload: Upload, due_at: datetime) -> bool:
        return self._put(upload, due_at, UploadItem.pk.does_not_exist())

    def get(self, upload_id: str) -> Upload | None:
        try:
            with store():
                return _to_upload(UploadItem.get(keys.session(upload_id), keys.UPLOAD, consistent_read=True))
        except UploadItem.DoesNotExist:
            return None

    def save(self, upload: Upload, due_at: datetime | None) -> bool:
        return self._put(upload, due_at, UploadItem.version == upload.version - 1)

    def due(self, before: datetime) -> list[str]:
        with store():
            items = Item.due.query(keys.upload_shard(), Item.due_at <= keys.stamp(before))
            return [keys.id_of(item.pk) for item in items if item.sk == keys.UPLOAD]

    def _put(self, upload: Upload, due_at: datetime | None, condition: object) -> bool:
        try:
            with store():
                _item(upload, due_at).save(condition)  # type: ignore[arg-type]  # either of two kinds of condition
        except PutError:
            return False
        return True


def _item(upload: Upload, due_at: datetime | None) -> UploadItem:
    return UploadItem(
        keys.session(upload.id),
        keys.UPLOAD,
        due_shard=keys.upload_shard() if due_at else None,
        due_at=keys.stamp(due_at) if due_at else None,
        status=upload.status.value,
        owner_id=upload.owner_id,
        owner_name=upload.owner_name,
        workspace_id=upload.workspace_id,
        title=upload.title,
        created_at=upload.created_at,
        updated_at=upload.updated_at,
        meeting_type=upload.meeting_type,
        time_zone=upload.time_zone,
        language=upload.language,
        started_at=upload.started_at,
        filename=upload.filename,
        content_type=upload.content_type,
        multipart_id=upload.multipart_id,
        recording_enabled=upload.recording_enabled,
        policy_until=upload.expires_at,
        size=upload.size,
        duration_ms=upload.duration_ms,
        phase=upload.phase.value if upload.phase else None,
        attempt=upload.attempt,
        parts=upload.parts,
        done_parts=list(upload.done_parts) or None,
        failed_parts=list(upload.failed_parts) or None,
        problem=upload.problem.value if upload.problem else None,
        meeting_id=upload.meeting_id,
        version=upload.version,
    )


def _to_upload(item: UploadItem) -> Upload:
    return Upload(
        id=keys.id_of(item.pk),
        owner_id=item.owner_id,
        owner_name=item.owner_name,
        workspace_id=item.workspace_id,
        status=UploadStatus(item.status),
        title=item.title,
        created_at=item.created_at,
        updated_at=item.updated_at,
        meeting_type=item.meeting_type,
        time_zone=item.time_zone,
        language=item.language,
        started_at=item.started_at,
        filename=item.filename,
        content_type=item.content_type,
        multipart_id=item.multipart_id,
        recording_enabled=item.recording_enabled,
        expires_at=item.policy_until,
        size=int(item.size) if item.size is not None else None,
        duration_ms=int(item.duration_ms) if item.duration_ms is not None else None,
        phase=Phase(item.phase) if item.phase else None,
        attempt=int(item.attempt),
        parts=int(item.parts),
        done_parts=tuple(item.done_parts or ()),
        failed_parts=tuple(item.failed_parts or ()),
        problem=UploadProblem(item.problem) if item.problem else None,
        meeting_id=item.meeting_id,
        version=int(item.version),
    )
