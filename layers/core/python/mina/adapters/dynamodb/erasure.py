"""Erasing a meeting with everything that hangs on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import TransactWriteError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.audit import audit_item
from mina.adapters.dynamodb.base import Item, Transaction, assign, store
from mina.adapters.dynamodb.days import add_to_day
from mina.adapters.dynamodb.items import MeetingItem
from mina.adapters.dynamodb.live_items import SessionItem
from mina.adapters.dynamodb.shares import ShareItem
from mina.adapters.dynamodb.totals import add_to_totals
from mina.domain.session import Session, SessionStatus
from mina.ports.erasure import Receipt, Swept

if TYPE_CHECKING:
    from pynamodb.expressions.update import Action

    from mina.domain.audit import AuditEntry
    from mina.domain.meeting import Meeting
    from mina.ports.days import DayDelta

DERIVED = (keys.INSIGHT_PREFIX, keys.TASK_PREFIX, keys.CONTRIBUTION, keys.EDIT_PREFIX, keys.HISTORY_PREFIX)
UNFINISHED_AFTER = timedelta(minutes=10)
"""An erasure that has not ended by then is finished by retention's next run."""
ROUNDS = 5
"""A write that was under way when the tombstone was set withdraws itself, or is met by the next round."""


class ReceiptItem(Item):
    """That a meeting was erased: numbers and ids, nothing of what it held."""

    meeting_id = UnicodeAttribute()
    erased_at = UTCDateTimeAttribute()
    erased_by = UnicodeAttribute()
    items = NumberAttribute()
    objects = NumberAttribute()
    index_entries = NumberAttribute()
    derived = NumberAttribute()


class DynamoErasure:
    def begin(
        self, meeting: Meeting, session: Session | None, day: DayDelta | None, now: datetime, by: str | None
    ) -> bool:
        try:
            with store(), Transaction() as transaction:
                transaction.update(
                    MeetingItem(keys.meeting(meeting.id), keys.MEETING),
                    actions=[
                        MeetingItem.erased_at.set(now),
                        assign(MeetingItem.erased_by, by),
                        MeetingItem.due_shard.set(keys.retention_shard(meeting.id)),
                        MeetingItem.due_at.set(keys.stamp(now + UNFINISHED_AFTER)),
                        MeetingItem.workspace_key.remove(),
                        MeetingItem.status_key.remove(),
                        MeetingItem.task_key.remove(),
                        MeetingItem.task_order.remove(),
                    ],
                    condition=MeetingItem.pk.exists()
                    & MeetingItem.erased_at.does_not_exist()
                    & (MeetingItem.open_tasks == meeting.open_tasks)
                    & (MeetingItem.status == meeting.status.value),
                )
                if session:
                    transaction.update(
                        SessionItem(keys.session(session.id), keys.SESSION),
                        actions=_tombstone(),
                        condition=(SessionItem.status == session.status.value)
                        & (SessionItem.revision == session.revision),
                    )
                if day and day.meetings:
                    add_to_day(transaction, day, open_tasks=-meeting.open_tasks)
                elif meeting.open_tasks:
                    add_to_totals(transaction, meeting.workspace_id, open_tasks=-meeting.open_tasks)
        except TransactWriteError:
            return False
        return True

    def sweep(self, meeting_id: str, session_id: str | None) -> Swept:
        items, derived = self._sweep_links(meeting_id), 0
        for partition, kept in _partitions(meeting_id, session_id):
            for _ in range(ROUNDS):
                found = [sk for sk in self._keys(partition) if sk != kept]
                if not found:
                    break
                with store(), Item.batch_write() as batch:
                    for sk in found:
                        batch.delete(Item(partition, sk))
                items += len(found)
                derived += sum(sk.startswith(DERIVED) for sk in found)
        return Swept(items, derived)

    def finish(self, workspace_id: str, receipt: Receipt, entry: AuditEntry) -> None:
        record = ReceiptItem(
            keys.workspace(workspace_id),
            keys.receipt(receipt.erased_at, receipt.id),
            meeting_id=receipt.meeting_id,
            erased_at=receipt.erased_at,
            erased_by=receipt.erased_by,
            items=receipt.items,
            objects=receipt.objects,
            index_entries=receipt.index_entries,
            derived=receipt.derived,
        )
        with store(), Transaction() as transaction:
            transaction.delete(MeetingItem(keys.meeting(receipt.meeting_id), keys.MEETING))
            transaction.save(record)
            transaction.save(audit_item(entry))

    def _sweep_links(self, meeting_id: str) -> int:
        """A link's other row lies under its token."""
        with store():
            links = ShareItem.query(
                keys.meeting(meeting_id), ShareItem.sk.startswith(keys.SHARE_PREFIX), consistent_read=True
            )
            hashes = [link.token_hash for link in links]
        with store(), ShareItem.batch_write() as batch:
            for token_hash in hashes:
                batch.delete(ShareItem(keys.share(token_hash), keys.SHARE))
        return len(hashes)

    def _keys(self, partition: str) -> list[str]:
        with store():
            items = Item.query(partition, consistent_read=True, attributes_to_get=["pk", "sk"])
            return [item.sk for item in items]


def _partitions(meeting_id: str, session_id: str | None) -> list[tuple[str, str]]:
    """Each with the one item in it that stays."""
    session = [(keys.session(session_id), keys.SESSION)] if session_id else []
    return [*session, (keys.meeting(meeting_id), keys.MEETING)]


def _tombstone() -> list[Action]:
    """Nothing stays of the session but that it was there."""
    gone: list[Any] = [
        SessionItem.due_at,
        SessionItem.due_shard,
        SessionItem.workspace_key,
        SessionItem.created_key,
        SessionItem.write_capability_hash,
        SessionItem.read_capability_hash,
        SessionItem.resume_token_hash,
        SessionItem.average_confidence,
        SessionItem.digest,
        SessionItem.gaps,
    ]
    return [
        SessionItem.status.set(SessionStatus.ERASED.value),
        SessionItem.title.set(""),
        SessionItem.speakers.set([]),
        SessionItem.total_segments.set(0),
        SessionItem.total_duration.set(0),
        *(attribute.remove() for attribute in gone),
    ]
