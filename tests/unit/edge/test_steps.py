"""What leaves a step of the pipeline when something goes wrong."""

from __future__ import annotations

import pytest

from mina.domain.errors import StepFailed
from mina.domain.insight import Step
from mina.domain.model_errors import ModelThrottled
from mina.domain.session import StepState
from mina.edge.steps import walk
from mina.services.pipeline import StepRequest

EVENT = {"session_id": "s-1", "revision": 1, "run": 1, "steps": ["summary"]}


def test_a_foreseen_error_keeps_its_name_for_the_state_machine() -> None:
    def throttled(request: StepRequest) -> StepState:
        raise ModelThrottled("Later.")

    with pytest.raises(ModelThrottled):
        walk(EVENT, Step.SUMMARY, throttled)


def test_an_unforeseen_error_takes_no_words_along() -> None:
    def broken(request: StepRequest) -> StepState:
        raise ValueError("canary words that somebody said")

    with pytest.raises(StepFailed) as caught:
        walk(EVENT, Step.SUMMARY, broken)

    assert "canary" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_step_is_wanted_where_the_run_names_it() -> None:
    seen: list[bool] = []

    def look(request: StepRequest) -> StepState:
        seen.append(request.is_wanted)
        return StepState.READY

    walk(EVENT, Step.SUMMARY, look)
    walk(EVENT, Step.TASKS, look)

    assert seen == [True, False]
