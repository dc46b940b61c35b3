"""What is to go, from the index of what is due: workspaces and meetings whose erasure was begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.exceptions import DoesNotExist, UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.adapters.dynamodb.items import MeetingItem, WorkspaceItem
from mina.ports.retention import Unfinished

if TYPE_CHECKING:
    from datetime import datetime

MOST_AT_ONCE = 100
"""Of each shard; what is left comes with the next run."""


class DynamoRetention:
    def due_workspaces(self, before: datetime) -> list[str]:
        return [keys.id_of(pk) for pk, sk in _due(before) if sk == keys.WORKSPACE]

    def postpone(self, workspace_id: str, due_at: datetime) -> None:
        item = WorkspaceItem(keys.workspace(workspace_id), keys.WORKSPACE)
        try:
            with store():
                item.update([WorkspaceItem.due_at.set(keys.stamp(due_at))], WorkspaceItem.due_at.exists())
        except UpdateError:
            return  # it keeps everything now

    def unfinished(self, before: datetime) -> list[Unfinished]:
        found = []
        for pk, sk in _due(before):
            if sk != keys.MEETING:
                continue
            try:
                with store():
                    item = MeetingItem.get(pk, sk, consistent_read=True)
            except DoesNotExist:
                continue  # the index is behind
            if item.erased_at:
                found.append(Unfinished(keys.id_of(pk), item.workspace_id, item.erased_by))
        return found


def _due(before: datetime) -> list[tuple[str, str]]:
    ripe = []
    for shard in keys.retention_shards():
        with store():
            items = Item.due.query(shard, Item.due_at <= keys.stamp(before), limit=MOST_AT_ONCE)
            ripe += [(item.due_at or "", item.pk, item.sk) for item in items]
    return [(pk, sk) for _, pk, sk in sorted(ripe)]
