"""The state "Reveal the meeting": all four steps have ended."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import pipeline
from mina.edge.observability import note
from mina.edge.steps import payload


def handler(event: dict[str, Any], context: object) -> dict[str, str]:
    given = payload(event)
    states = pipeline().reveal(given.session_id, given.revision, given.run)
    note("revealed", session_id=given.session_id, revision=given.revision, run=given.run, done=states)
    return states
