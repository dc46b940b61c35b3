"""The end of a short wait, for missing or for late words: a task of the settle machine."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import finalizer, stores
from mina.edge import outcomes


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    session = stores().sessions.get(event["session_id"])
    if session is None:
        return {"status": "gone"}
    sealed = finalizer().finalize(session.id, force=True) if session.is_open else finalizer().reconcile(session.id)
    return outcomes.outcome(sealed)
