"""Every way in which an endpoint can fail, over real HTTP and through the real SDK."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import yaml
from local.places import ROOT
from local.stand_in import StandIn, stand_in_server
from tests.unit.model.meetings import InMemoryCircuitStore, a_context, a_meeting

from mina.adapters.circuit_breaker import SharedCircuitBreaker
from mina.adapters.openai_model import ModelSettings, OpenAIModel
from mina.adapters.openai_prices import Price
from mina.domain.circuit import CircuitPolicy
from mina.domain.insight import Method
from mina.domain.model_errors import (
    ModelAnswerInvalid,
    ModelCircuitOpen,
    ModelError,
    ModelRefused,
    ModelRequestInvalid,
    ModelThrottled,
    ModelTimeout,
    ModelUnavailable,
)
from mina.insights.analytics import analyse
from mina.insights.tasks import extract
from mina.ports.language_model import ModelRequest
from mina.services.insights.analyse import run_analytics
from mina.services.insights.answer_schema import READING, READING_NAME
from mina.services.insights.budget import Budget
from mina.services.insights.extract_tasks import run_tasks
from mina.services.insights.refine import run_refinement
from mina.services.insights.summarise import run_summary
from mina.services.insights.transcript import number_lines

KEY = "sk-canary-key"
CANARY = "canaryword"
PRICES = {"stand-in": Price(prompt=1.0, cached=0.1, completion=2.0)}


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with stand_in_server() as running:
        yield running


@pytest.fixture
def stand_in(server: StandIn) -> StandIn:
    server.script.play([])
    server.script.forget()
    return server


@pytest.fixture
def model(stand_in: StandIn) -> Iterator[OpenAIModel]:
    built = OpenAIModel(ModelSettings(stand_in.url, "stand-in", PRICES, max_response_bytes=200_000), KEY)
    yield built
    built.close()


def a_request(timeout_seconds: float = 20.0) -> ModelRequest:
    lines = (("Ana", f"I'll send the {CANARY} report to finance by Friday."),)
    prefix = number_lines(a_meeting(lines), a_context()).text
    task = "Fill `tasks`, `decisions` and `open_questions`."
    return ModelRequest("Answer in JSON.", prefix, task, READING_NAME, READING, 1_000, timeout_seconds)


def test_an_honest_answer_comes_with_its_tokens_and_cost(stand_in: StandIn, model: OpenAIModel) -> None:
    answer = model.complete(a_request())

    assert set(answer.data) == {"topic_titles", "tasks", "decisions", "open_questions", "summary"}
    assert answer.prompt_tokens > 50
    assert answer.cost_microdollars == answer.prompt_tokens + 2 * answer.completion_tokens


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        ("401", ModelRefused),
        ("403", ModelRefused),
        ("404", ModelRefused),
        ("quota", ModelRefused),
        ("429", ModelThrottled),
        ("500", ModelUnavailable),
        ("cut", ModelUnavailable),
        ("too_long", ModelRequestInvalid),
        ("garbage", ModelAnswerInvalid),
        ("oversize", ModelAnswerInvalid),
        ("truncated", ModelAnswerInvalid),
        ("refusal", ModelAnswerInvalid),
    ],
)
def test_each_fault_has_its_own_error_after_one_call(
    stand_in: StandIn, model: OpenAIModel, behaviour: str, error: type[ModelError]
) -> None:
    stand_in.script.play([behaviour])

    with pytest.raises(error) as raised:
        model.complete(a_request())

    assert type(raised.value) is error
    assert stand_in.script.log()["total"] == 1


@pytest.mark.parametrize("behaviour", ["hang", "trickle"])
def test_a_hang_and_a_body_without_end_are_over_in_time(stand_in: StandIn, model: OpenAIModel, behaviour: str) -> None:
    stand_in.script.play([behaviour])
    started = time.monotonic()

    with pytest.raises(ModelTimeout):
        model.complete(a_request(timeout_seconds=0.3))

    assert time.monotonic() - started < 10
    assert stand_in.script.log()["total"] == 1


def test_what_the_endpoint_asks_to_wait_is_passed_on(stand_in: StandIn, model: OpenAIModel) -> None:
    stand_in.script.play([{"behaviour": "429", "retry_after": 7}])

    with pytest.raises(ModelThrottled) as raised:
        model.complete(a_request())

    assert raised.value.retry_after_seconds == 7.0


def test_an_endpoint_that_is_not_there_is_unavailable() -> None:
    with stand_in_server() as gone:
        url = gone.url

    with pytest.raises(ModelUnavailable):
        OpenAIModel(ModelSettings(url, "stand-in", {}), KEY).complete(a_request())


@pytest.mark.parametrize(("behaviour", "calls"), [("no_json_schema", 2), ("no_temperature", 2)])
def test_an_endpoint_that_knows_less_is_asked_for_less_and_the_model_remembers(
    stand_in: StandIn, model: OpenAIModel, behaviour: str, calls: int
) -> None:
    stand_in.script.play([{"behaviour": behaviour, "forever": True}])

    first = model.complete(a_request())
    assert stand_in.script.log()["total"] == calls
    second = model.complete(a_request())

    assert first.data == second.data
    assert set(first.data) == {"topic_titles", "tasks", "decisions", "open_questions", "summary"}
    assert stand_in.script.log()["total"] == calls + 1


@pytest.mark.parametrize("behaviour", ["ok", "401", "429", "500", "too_long", "garbage", "truncated", "cut"])
def test_neither_the_key_nor_what_was_said_gets_into_logs_or_errors(
    stand_in: StandIn, model: OpenAIModel, caplog: pytest.LogCaptureFixture, behaviour: str
) -> None:
    stand_in.script.play([behaviour])
    shown: list[Any] = []

    with caplog.at_level(logging.DEBUG):
        try:
            model.complete(a_request())
        except ModelError as error:
            logging.getLogger("any").exception("it failed")
            shown = [str(error), repr(error), error.__cause__, error.__suppress_context__]

    assert all(KEY not in str(part) and CANARY not in str(part) for part in [caplog.text, *shown])
    if behaviour != "ok":
        assert shown[2] is None
        assert shown[3] is True or error_is_its_own(behaviour)


def error_is_its_own(behaviour: str) -> bool:
    """Whether the error is raised by Mina's own reading, with no foreign one behind it."""
    return behaviour in ("garbage", "truncated", "too_long")


def test_an_answer_of_another_shape_is_asked_for_once_more(stand_in: StandIn, model: OpenAIModel) -> None:
    stand_in.script.play(["wrong_schema"])

    extraction, provenance = run_tasks(a_meeting(), a_context(), model)

    assert extraction.tasks
    assert provenance.method is Method.MODEL
    assert "one answer did not fit and was asked for again" in provenance.notes
    assert stand_in.script.log()["total"] == 2


def test_an_endpoint_that_always_gives_another_shape_is_given_up(stand_in: StandIn, model: OpenAIModel) -> None:
    stand_in.script.play([{"behaviour": "wrong_schema", "forever": True}])

    with pytest.raises(ModelAnswerInvalid):
        run_tasks(a_meeting(), a_context(), model)

    assert stand_in.script.log()["total"] == 2


def test_an_outage_of_two_hours_costs_one_call_a_minute_and_ends_by_itself(
    stand_in: StandIn, model: OpenAIModel
) -> None:
    now = [0.0]
    policy = CircuitPolicy(failure_threshold=3, open_seconds=60)
    store = InMemoryCircuitStore()
    stand_in.script.play([{"behaviour": "500", "forever": True}])

    def a_session_ends() -> str:
        """In an invocation of its own: all that it shares with the others is the store."""
        breaker = SharedCircuitBreaker(store, lambda: now[0], policy)
        try:
            return run_tasks(a_meeting(), a_context(), model, breaker=breaker)[1].method.value
        except ModelError as error:
            return type(error).__name__

    outcomes = []
    while now[0] < 7_200:
        outcomes.append(a_session_ends())
        now[0] += 30
    calls = stand_in.script.log()["total"]
    stand_in.script.play([])
    now[0] += 60

    assert set(outcomes) == {ModelUnavailable.__name__, ModelCircuitOpen.__name__}
    assert isinstance(calls, int)
    assert calls <= 3 + 120
    assert a_session_ends() == "model"


def test_a_wrong_key_stops_every_other_invocation_at_once(stand_in: StandIn, model: OpenAIModel) -> None:
    store = InMemoryCircuitStore()
    stand_in.script.play(["401"])
    first, second = (SharedCircuitBreaker(store, lambda: 0.0) for _ in range(2))

    with pytest.raises(ModelRefused):
        run_tasks(a_meeting(), a_context(), model, breaker=first)
    with pytest.raises(ModelCircuitOpen):
        run_tasks(a_meeting(), a_context(), model, breaker=second)

    assert stand_in.script.log()["total"] == 1


def test_a_model_that_hangs_is_waited_for_twice_and_every_insight_is_made_all_the_same(
    stand_in: StandIn, model: OpenAIModel
) -> None:
    """As the state machine walks it: what may be tried again is read from its definition."""
    machine = yaml.safe_load((ROOT / "infra" / "insight-pipeline.asl.yaml").read_text())["States"]
    tried_again = [rule for state in machine.values() for rule in state.get("Retry", [])]
    assert not [rule for rule in tried_again if "ModelTimeout" in rule["ErrorEquals"]]
    stand_in.script.play([{"behaviour": "hang", "forever": True}])
    store, meeting, context = InMemoryCircuitStore(), a_meeting(repeat=3), a_context()
    measures = analyse(meeting, context)
    steps: tuple[Any, ...] = (
        partial(run_refinement, meeting, context, model),
        partial(run_analytics, meeting, context, model),
        partial(run_tasks, meeting, context, model),
        partial(run_summary, meeting, context, model, analytics=measures, extraction=extract(meeting, context)),
    )
    reasons = []
    for step in steps:
        with pytest.raises(ModelError) as failed:
            step(breaker=SharedCircuitBreaker(store, lambda: 0.0), budget=Budget(timeout_seconds=0.2))
        reasons.append(type(failed.value).__name__)
        assert step(fallback_reason=reasons[-1])[1].method is Method.DEGRADED

    assert reasons == ["ModelTimeout", "ModelTimeout", "ModelCircuitOpen", "ModelCircuitOpen"]
    assert stand_in.script.log()["total"] == 2


def test_what_a_hanging_model_costs_in_time_is_bounded() -> None:
    """A minute and a half, once; then everybody's insights are local at once."""
    budget, policy = Budget(), CircuitPolicy()
    waits = -(-policy.failure_threshold // policy.timeout_weight)

    assert waits * budget.timeout_seconds <= 90
    assert budget.run_seconds + 2 * budget.timeout_seconds < 300, "the state's own timeout"
