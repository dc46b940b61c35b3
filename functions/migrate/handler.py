"""`mina migrate`: what older releases wrote comes into the form of this one, some hundreds of items a call."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import schema, stores
from mina.edge.migrations import answer, request
from mina.edge.observability import note
from mina.services.migrate import migrate


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Invoked by an operator. A dry run goes on where the caller says, a real one where the last one stopped."""
    wanted = request(event)
    before = wanted.before() if wanted.dry_run else schema().progress()
    done = migrate(wanted.dry_run, before, wanted.limit, stores(), schema())
    note("migrated", count=done.seen, done=dict(done.changed), status="dry" if wanted.dry_run else "real")
    return answer(done)
