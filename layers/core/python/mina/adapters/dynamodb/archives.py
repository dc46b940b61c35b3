"""The one export of everything that a workspace has at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.domain.archive import Archive, ArchiveFile

if TYPE_CHECKING:
    from datetime import datetime

    from pynamodb.expressions.update import Action


class ArchiveItem(Item):
    archive_id = UnicodeAttribute()
    requested_by = UnicodeAttribute()
    requested_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()
    meetings = NumberAttribute(default=0)
    files = JSONAttribute(null=True)
    finished_at = UTCDateTimeAttribute(null=True)
    version = NumberAttribute(default=1)


class DynamoArchives:
    def get(self, workspace_id: str) -> Archive | None:
        try:
            with store():
                return to_archive(ArchiveItem.get(keys.workspace(workspace_id), keys.ARCHIVE, consistent_read=True))
        except DoesNotExist:
            return None

    def begin(self, archive: Archive, instead_of: Archive | None) -> bool:
        missing = ArchiveItem.pk.does_not_exist()
        return _put(archive, ArchiveItem.archive_id == instead_of.id if instead_of else missing)

    def save(self, archive: Archive) -> bool:
        return _put(archive, (ArchiveItem.archive_id == archive.id) & (ArchiveItem.version == archive.version - 1))

    def tell(self, archive: Archive, meetings: int, now: datetime) -> bool:
        item = ArchiveItem(keys.workspace(archive.workspace_id), keys.ARCHIVE)
        actions: list[Action] = [ArchiveItem.meetings.set(meetings), ArchiveItem.updated_at.set(now)]
        try:
            with store():
                item.update(actions, ArchiveItem.archive_id == archive.id)
        except UpdateError:
            return False
        return True

    def void(self, workspace_id: str) -> None:
        with store():
            ArchiveItem(keys.workspace(workspace_id), keys.ARCHIVE).delete()


def _put(archive: Archive, condition: object) -> bool:
    try:
        with store():
            archive_item(archive).save(condition)  # type: ignore[arg-type]  # PynamoDB's conditions have no common name
    except PutError:
        return False
    return True


def archive_item(archive: Archive) -> ArchiveItem:
    return ArchiveItem(
        keys.workspace(archive.workspace_id),
        keys.ARCHIVE,
        archive_id=archive.id,
        requested_by=archive.requested_by,
        requested_at=archive.requested_at,
        updated_at=archive.updated_at,
        meetings=archive.meetings,
        files=[[file.key, file.size, file.meetings] for file in archive.files],
        finished_at=archive.finished_at,
        version=archive.version,
    )


def to_archive(item: ArchiveItem) -> Archive:
    return Archive(
        id=item.archive_id,
        workspace_id=keys.id_of(item.pk),
        requested_by=item.requested_by,
        requested_at=item.requested_at,
        updated_at=item.updated_at,
        meetings=int(item.meetings),
        files=tuple(ArchiveFile(key, int(size), int(meetings)) for key, size, meetings in item.files or []),
        finished_at=item.finished_at,
        version=int(item.version),
    )
