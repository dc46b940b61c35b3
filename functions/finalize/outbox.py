"""The table's stream: start what a seal asked for, if whoever sealed died before starting it."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import clock, starter, stores
from mina.edge.outbox import answer_records
from mina.services.runs import drain


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer_records(event, lambda session_id, run: drain(session_id, run, stores(), starter(), clock()))
