"""The states "Record … failure": a step could not be done, and the next one runs all the same."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import pipeline
from mina.domain.step import Step
from mina.edge.observability import measure, note
from mina.edge.steps import payload, request


def handler(event: dict[str, Any], context: object) -> dict[str, str]:
    given = payload(event)
    step = given.step or Step.SUMMARY
    pipeline().fail_step(request(event, step), given.error or "Unknown")
    note("step given up", session_id=given.session_id, run=given.run, step=step.value, error=given.error)
    measure("StepFailures")
    return {"state": "failed"}
