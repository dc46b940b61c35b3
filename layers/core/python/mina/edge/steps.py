"""Between a state of the insight pipeline and its use case. The payload holds ids only."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from mina.domain.errors import MinaError, StepFailed
from mina.domain.session import StepState
from mina.domain.step import Step
from mina.edge.observability import measure, note, note_failure
from mina.services.pipeline import StepRequest

if TYPE_CHECKING:
    from collections.abc import Callable


class StatePayload(msgspec.Struct, frozen=True):
    """What the state machine hands to a step: which run of which session, and why the model steps aside, if it does."""

    session_id: Annotated[str, Meta(min_length=1, max_length=64)]
    revision: int
    run: int
    steps: list[Step] = []
    step: Step | None = None
    error: str | None = None


def payload(event: object) -> StatePayload:
    return msgspec.convert(event, StatePayload)


def request(event: object, step: Step) -> StepRequest:
    """The request behind a state's event."""
    given = payload(event)
    return StepRequest(
        session_id=given.session_id,
        revision=given.revision,
        run=given.run,
        step=step,
        is_wanted=step in given.steps,
        fallback_reason=given.error,
    )


def walk(event: object, step: Step, run_step: Callable[[StepRequest], StepState]) -> dict[str, str]:
    """Do one step and answer its state, with a line and a measure of how it went.

    The line's session and run are those of the socket's lines, so that one query follows a meeting from its first
    word to its insights. A failed attempt is told by the type of its exception alone, and an unforeseen exception
    leaves as `StepFailed`: its own text may hold words, and would stand in the execution's history for everybody.
    """
    wanted = request(event, step)
    numbers = {"session_id": wanted.session_id, "revision": wanted.revision, "run": wanted.run, "step": step.value}
    started = time.monotonic()
    try:
        state = run_step(wanted)
    except MinaError as error:
        note("step failed", **numbers, error=type(error).__name__, duration_ms=_since(started))
        raise
    except Exception as error:
        note_failure("step failed", error, **numbers, duration_ms=_since(started))
        raise StepFailed(f"An unforeseen {type(error).__name__}; the log tells where.") from None
    note("step done", **numbers, status=state.value, cause=wanted.fallback_reason, duration_ms=_since(started))
    measure("StepDuration", _since(started))
    if state is StepState.DEGRADED:
        measure("StepsDegraded")
    if wanted.fallback_reason == "ModelCircuitOpen":
        measure("BreakerOpen")
    return {"state": state.value}


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
