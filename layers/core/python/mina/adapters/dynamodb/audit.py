"""The audit trail, under its workspace."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import PutError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.domain.audit import AuditAction, AuditEntry


class AuditItem(Item):
    """Who did what: ids and words of our own, never what anybody said or wrote."""

    entry_id = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    action = UnicodeAttribute()
    actor_id = UnicodeAttribute(null=True)
    subject_id = UnicodeAttribute(null=True)
    detail = UnicodeAttribute(null=True)


class DynamoAudit:
    def put(self, entry: AuditEntry) -> None:
        try:
            with store():
                audit_item(entry).save(AuditItem.pk.does_not_exist())
        except PutError:
            return  # it stands there already

    def page(self, workspace_id: str, limit: int, after: str | None) -> tuple[list[AuditEntry], str | None]:
        partition = keys.workspace(workspace_id)
        window = AuditItem.sk.between(keys.AUDIT_PREFIX, after or keys.AFTER_ALL_AUDITS)
        with store():
            items = list(
                AuditItem.query(
                    partition,
                    window,
                    scan_index_forward=False,
                    limit=limit + 2,
                    page_size=limit + 2,
                    consistent_read=True,
                )
            )
        rows = [item for item in items if item.sk != after]
        return [to_entry(item) for item in rows[:limit]], rows[limit - 1].sk if len(rows) > limit else None


def audit_item(entry: AuditEntry) -> AuditItem:
    return AuditItem(
        keys.workspace(entry.workspace_id),
        keys.audit(entry.at, entry.id),
        entry_id=entry.id,
        at=entry.at,
        action=entry.action.value,
        actor_id=entry.actor_id,
        subject_id=entry.subject_id,
        detail=entry.detail,
    )


def to_entry(item: AuditItem) -> AuditEntry:
    return AuditEntry(
        id=item.entry_id,
        workspace_id=keys.id_of(item.pk),
        at=item.at,
        action=AuditAction(item.action),
        actor_id=item.actor_id,
        subject_id=item.subject_id,
        detail=item.detail,
    )
