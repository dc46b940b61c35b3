"""A workspace's sums over all its days, which stand before its newest meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item

if TYPE_CHECKING:
    from pynamodb.transactions import TransactWrite


class TotalItem(Item):
    """Sums of a workspace over all its days; an index shows it together with the newest meetings."""

    completed = NumberAttribute(default=0)
    duration_ms = NumberAttribute(default=0)
    open_tasks = NumberAttribute(default=0)


def add_to_totals(
    transaction: TransactWrite, workspace_id: str, completed: int = 0, duration_ms: int = 0, open_tasks: int = 0
) -> None:
    transaction.update(
        TotalItem(keys.workspace(workspace_id), keys.TOTAL),
        actions=[
            TotalItem.workspace_key.set(keys.workspace(workspace_id)),
            TotalItem.created_key.set(keys.TOTAL_POSITION),
            TotalItem.completed.add(completed),
            TotalItem.duration_ms.add(duration_ms),
            TotalItem.open_tasks.add(open_tasks),
        ],
    )
