"""The audit trail, in memory and in the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.builders import NOON

from mina.domain.audit import AuditAction, AuditEntry
from mina.ports.stores import Stores


def test_rows_come_newest_first_in_pages_and_stay_as_they_were_written(stores: Stores) -> None:
    rows = [
        AuditEntry(f"e-{n}", "ws-1", NOON + timedelta(seconds=n), AuditAction.SHARE_OPENED, "sub-ada", "share-1", "txt")
        for n in range(5)
    ]
    for row in (*rows, replace(rows[0], workspace_id="ws-2")):
        stores.audit.put(row)
    stores.audit.put(replace(rows[4], action=AuditAction.SIGNED_IN))

    first, after = stores.audit.page("ws-1", 3, None)
    second, end = stores.audit.page("ws-1", 3, after)

    assert [*first, *second] == rows[::-1]
    assert end is None
    assert stores.audit.page("ws-2", 3, None) == ([replace(rows[0], workspace_id="ws-2")], None)
