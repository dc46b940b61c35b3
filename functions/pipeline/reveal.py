"""The state "Reveal the meeting": all four steps have ended."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import pipeline
from mina.edge.steps import payload


def handler(event: dict[str, Any], context: object) -> dict[str, str]:
    given = payload(event)
    return pipeline().reveal(given.session_id, given.revision, given.run)
