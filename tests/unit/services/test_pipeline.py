"""The insight pipeline, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from tests.builders import a_batch
from tests.fakes.house import House

from mina.domain.insight import InsightResult, Method, Provenance, Step, Summary
from mina.domain.session import StepState
from mina.services.finalize import Finalized
from mina.services.insights.steps import digest_of
from mina.services.join import Joined
from mina.services.pipeline import Pipeline, StepInput, StepRequest
from mina.services.runs import run_again


@dataclass
class Maker:
    """Makes an empty summary, and counts."""

    made: list[str | None] = field(default_factory=list)

    def make(self, step: Step, given: StepInput, reason: str | None) -> tuple[InsightResult, Provenance]:
        self.made.append(reason)
        method = Method.DEGRADED if reason else Method.MODEL
        return Summary("general"), Provenance(method, reason=reason)


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def joined(house: House) -> Joined:
    """Nobody's session: what a workspace does with a meeting's insights is told elsewhere."""
    return house.join()


@pytest.fixture
def pipeline(house: House, joined: Joined) -> Pipeline:
    house.append(joined, a_batch(1))
    assert isinstance(house.finalize(last_seq=5), Finalized)
    return Pipeline(house.stores, house.sockets, house.clock)


def summarise(pipeline: Pipeline, maker: Maker, **fields: object) -> StepState:
    request = {"session_id": "s-1", "revision": 1, "run": 1, "step": Step.SUMMARY, **fields}
    return pipeline.run_step(StepRequest(**request), maker.make, digest_of)  # type: ignore[arg-type]


def kinds(house: House) -> list[str]:
    return [event.kind.value for event in house.plain.events.after("s-1", 0)]


def test_a_step_is_announced_made_kept_and_announced(house: House, pipeline: Pipeline, maker: Maker) -> None:
    assert summarise(pipeline, maker) is StepState.READY

    assert kinds(house) == ["session_finalized", "summary_started", "summary_ready"]
    assert house.session().step_state(Step.SUMMARY) is StepState.READY


def test_a_step_that_is_tried_again_is_announced_once(house: House, pipeline: Pipeline, maker: Maker) -> None:
    summarise(pipeline, maker)
    summarise(pipeline, maker)

    assert kinds(house) == ["session_finalized", "summary_started", "summary_ready"]


def test_a_rerun_leaves_alone_and_unmentioned_what_is_neither_wanted_nor_stale(
    house: House, pipeline: Pipeline, maker: Maker
) -> None:
    summarise(pipeline, maker)
    run = run_again(house.session(), (Step.TASKS,), house.stores, house.pipelines, house.clock)
    assert run is not None

    summarise(pipeline, maker, run=run.run, is_wanted=Step.SUMMARY in run.steps)

    assert maker.made == [None]
    assert kinds(house)[3:] == []


def test_a_rerun_makes_anew_what_late_words_made_stale(
    house: House, joined: Joined, pipeline: Pipeline, maker: Maker
) -> None:
    summarise(pipeline, maker)
    house.append(joined, a_batch(6))

    summarise(pipeline, maker, run=2, is_wanted=False)

    assert maker.made == [None, None]


def test_without_the_model_an_unchanged_insight_of_the_model_is_kept(
    house: House, pipeline: Pipeline, maker: Maker
) -> None:
    summarise(pipeline, maker)

    state = summarise(pipeline, maker, run=2, fallback_reason="ModelUnavailable")

    assert state is StepState.READY
    assert maker.made == [None]


def test_a_passing_failure_of_the_model_leaves_a_wish_for_a_better_insight(
    house: House, pipeline: Pipeline, maker: Maker
) -> None:
    summarise(pipeline, maker, fallback_reason="ModelUnavailable")
    pipeline.reveal("s-1", 1, 1)
    house.clock.forward(minutes=11)

    assert house.session().step_state(Step.SUMMARY) is StepState.DEGRADED
    assert house.sweep().get("upgrade_started") == 1


def test_a_wrong_key_leaves_no_wish(house: House, pipeline: Pipeline, maker: Maker) -> None:
    summarise(pipeline, maker, fallback_reason="ModelRefused")
    pipeline.reveal("s-1", 1, 1)
    house.clock.forward(minutes=11)

    assert "upgrade_started" not in house.sweep()


def test_a_step_that_failed_is_said_to_have_failed(house: House, pipeline: Pipeline) -> None:
    pipeline.fail_step(StepRequest("s-1", 1, 1, Step.TASKS), "StepFailed")

    assert kinds(house) == ["session_finalized", "tasks_started", "tasks_failed"]
    assert house.session().step_state(Step.TASKS) is StepState.FAILED
