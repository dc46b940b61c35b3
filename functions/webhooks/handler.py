"""Webhooks on their way: what was just stored is sent at once, and what did not arrive is tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mina.bootstrap import clock, dispatcher
from mina.domain.errors import Unavailable
from mina.edge.observability import note
from mina.edge.stream import stored_events

RETRY_SECONDS = 45


def stream(event: dict[str, Any], context: object) -> dict[str, Any]:
    """The table's stream: every stored event, of which webhooks want some."""
    failed: list[dict[str, str]] = []
    for session_id, event_id, position in stored_events(event):
        try:
            dispatcher().take(session_id, event_id)
        except Unavailable:
            failed.append({"itemIdentifier": position})
    return {"batchItemFailures": failed}


def retry(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Every minute."""
    done = dispatcher().run_due(stop_at=clock().now() + timedelta(seconds=RETRY_SECONDS))
    note("webhooks retried", done=dict(done))
    return dict(done)
