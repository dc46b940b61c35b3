"""The version in which roots are stored. Reading everything is this module's own right: the one scan of the product."""

from __future__ import annotations

import json

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.domain.schema import SCHEMA_VERSION
from mina.ports.schema import Progress, Root, RootKind

_KEYS = {
    RootKind.WORKSPACE: (keys.workspace, keys.WORKSPACE),
    RootKind.SESSION: (keys.session, keys.SESSION),
    RootKind.MEETING: (keys.meeting, keys.MEETING),
}
_KINDS = {sk: kind for kind, (_, sk) in _KEYS.items()}


class RootItem(Item):
    """What of a workspace, a session and a meeting tells in which form it is stored, with all that hangs on it."""

    schema = NumberAttribute(null=True)


class MigrationItem(Item):
    """How far a migration has come."""

    after = UnicodeAttribute(null=True)
    seen = NumberAttribute(default=0)
    changed = JSONAttribute()
    is_done = BooleanAttribute(default=False)


class DynamoSchema:
    def roots(self, after: str | None, limit: int) -> tuple[list[Root], str | None]:
        is_old = RootItem.schema.does_not_exist() | (RootItem.schema < SCHEMA_VERSION)
        with store():
            pages = RootItem.scan(
                RootItem.sk.is_in(*_KINDS) & is_old,
                page_size=limit,
                last_evaluated_key=json.loads(after) if after else None,
                attributes_to_get=["pk", "sk", "schema"],
                consistent_read=True,
            ).page_iter
            rows = [RootItem.from_raw_data(row) for row in next(pages)["Items"]]
        roots = [Root(_KINDS[row.sk], keys.id_of(row.pk), int(row.schema or 1)) for row in rows]
        place = pages.last_evaluated_key
        return roots, json.dumps(place) if place else None

    def stamp(self, root: Root) -> None:
        key, sk = _KEYS[root.kind]
        is_older = RootItem.schema.does_not_exist() | (RootItem.schema < SCHEMA_VERSION)
        try:
            with store():
                RootItem(key(root.id), sk).update(
                    [RootItem.schema.set(SCHEMA_VERSION)], RootItem.pk.exists() & is_older
                )
        except UpdateError:
            return  # gone, or written anew meanwhile

    def progress(self) -> Progress:
        try:
            with store():
                item = MigrationItem.get(keys.MIGRATION, keys.migration(SCHEMA_VERSION), consistent_read=True)
        except MigrationItem.DoesNotExist:
            return Progress()
        return Progress(SCHEMA_VERSION, item.after, int(item.seen), dict(item.changed), bool(item.is_done))

    def save(self, progress: Progress) -> None:
        with store():
            MigrationItem(
                keys.MIGRATION,
                keys.migration(progress.version),
                after=progress.after,
                seen=progress.seen,
                changed=dict(progress.changed),
                is_done=progress.is_done,
            ).save()
