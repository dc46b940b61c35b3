"""Between a state of the insight pipeline and its use case. The payload holds ids only."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from mina.domain.insight import Step
from mina.services.pipeline import StepRequest


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
