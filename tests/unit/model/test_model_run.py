from __future__ import annotations

import contextlib
import threading

import pytest
from tests.unit.model.meetings import FakeBreaker, FakeModel, Reply

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
from mina.ports.language_model import ModelAnswer, ModelRequest
from mina.services.insights.answer_schema import REFINED_LINES, REFINED_LINES_NAME
from mina.services.insights.budget import Budget
from mina.services.insights.model_run import ModelRun, Question

GOOD: dict[str, object] = {"lines": []}
BAD: dict[str, object] = {"lines": "none"}


def a_question(number: int = 1, *parts: str) -> Question:
    return Question(f"data {number}", f"task {number}", REFINED_LINES_NAME, REFINED_LINES, parts)


def a_run(*replies: Reply, breaker: FakeBreaker | None = None) -> tuple[ModelRun, FakeModel]:
    model = FakeModel(*replies)
    return ModelRun(model, breaker, Budget()), model


def test_an_answer_that_does_not_fit_is_asked_for_once_more_with_what_is_wrong() -> None:
    run, model = a_run(BAD, GOOD)

    assert run.ask(a_question()) == GOOD

    first, second = model.requests
    assert second.task.startswith(first.task)
    assert "answer.lines is not of type array" in second.task
    assert first.shared_prefix == second.shared_prefix
    provenance = run.provenance(0)
    assert provenance.notes == ("one answer did not fit and was asked for again",)
    assert (provenance.prompt_tokens, provenance.cached_tokens, provenance.completion_tokens) == (200, 80, 20)


def test_a_second_bad_answer_is_an_error() -> None:
    run, model = a_run(BAD, BAD)

    with pytest.raises(ModelAnswerInvalid, match="does not fit"):
        run.ask(a_question())

    assert len(model.requests) == 2


def test_a_run_repairs_one_answer_and_no_more() -> None:
    run, model = a_run(BAD, GOOD, BAD)
    run.ask(a_question(1))

    with pytest.raises(ModelAnswerInvalid):
        run.ask(a_question(2))

    assert len(model.requests) == 3


def test_null_will_not_do_for_what_was_asked_for() -> None:
    reading = a_question(1, "lines")
    assert reading.problem_of(GOOD) is None
    assert a_question(1, "tasks").problem_of(GOOD) == "answer.tasks is null"


def test_the_cost_of_an_unusable_answer_counts() -> None:
    run, _ = a_run(ModelAnswerInvalid("cut off", prompt_tokens=50, completion_tokens=9, cost_microdollars=3), GOOD)

    run.ask(a_question())

    provenance = run.provenance(2, ["a note"])
    assert provenance.method is Method.MODEL
    assert provenance.model == "fake-1"
    assert (provenance.prompt_tokens, provenance.completion_tokens, provenance.cost_microdollars) == (150, 19, 10)
    assert provenance.dropped_items == 2
    assert provenance.notes[-1] == "a note"


def test_an_open_circuit_lets_no_call_through() -> None:
    run, model = a_run(GOOD, breaker=FakeBreaker(allows=False))

    with pytest.raises(ModelCircuitOpen):
        run.ask_all([a_question(1), a_question(2)])

    assert model.requests == []


def test_the_breaker_is_asked_once_and_hears_once_of_a_run_that_goes_well() -> None:
    breaker = FakeBreaker()
    run, _ = a_run(*[GOOD] * 6, breaker=breaker)

    run.ask_all([a_question(number) for number in range(5)])
    run.ask(a_question(5))

    assert breaker.asked == 1
    assert breaker.heard == ["success"]


@pytest.mark.parametrize(
    ("error", "heard"),
    [
        (ModelTimeout(""), "failure"),
        (ModelUnavailable(""), "failure"),
        (ModelThrottled(""), "failure"),
        (ModelRefused(""), "fatal"),
        (ModelRequestInvalid(""), "success"),
    ],
)
def test_the_breaker_hears_of_what_says_something_about_the_endpoint(error: ModelError, heard: str) -> None:
    breaker = FakeBreaker()
    run, model = a_run(error, breaker=breaker)

    with pytest.raises(type(error)):
        run.ask(a_question())

    assert breaker.heard == [heard]
    assert len(model.requests) == 1


def test_an_endpoint_that_gives_only_garbage_counts_as_failing() -> None:
    breaker = FakeBreaker()
    run, _ = a_run(ModelAnswerInvalid(""), ModelAnswerInvalid(""), breaker=breaker)

    with pytest.raises(ModelAnswerInvalid):
        run.ask(a_question())

    assert breaker.heard == ["failure"]


def test_no_fifth_question_is_asked_while_four_are_open() -> None:
    five_are_in = threading.Barrier(5)

    def reply(request: ModelRequest) -> Reply:
        return GOOD

    class PatientModel(FakeModel):
        def complete(self, request: ModelRequest) -> ModelAnswer:
            with contextlib.suppress(threading.BrokenBarrierError):
                five_are_in.wait(timeout=0.3)  # breaks, since no fifth ever comes
                pytest.fail("five questions were open at once")
            return super().complete(request)

    run = ModelRun(PatientModel(by=reply), None, Budget(concurrency=4))

    assert len(run.ask_all([a_question(number) for number in range(9)])) == 9


def test_four_questions_are_open_at_once_and_answers_keep_their_order() -> None:
    four_are_in = threading.Barrier(4)

    def reply(request: ModelRequest) -> Reply:
        return {"lines": [{"line": int(request.task.split()[1]), "text": ""}]}

    class SlowModel(FakeModel):
        def complete(self, request: ModelRequest) -> ModelAnswer:
            four_are_in.wait(timeout=10)  # nobody gets through alone: 8 questions go in two fours
            return super().complete(request)

    run = ModelRun(SlowModel(by=reply), None, Budget(concurrency=4))

    answers = run.ask_all([a_question(number) for number in range(8)])

    assert [answer["lines"][0]["line"] for answer in answers] == list(range(8))  # type: ignore[index]


def test_when_a_run_has_taken_its_time_it_asks_nothing_more() -> None:
    now = [0.0]

    def reply(request: ModelRequest) -> Reply:
        now[0] += 60
        return GOOD

    questions = [a_question(number) for number in range(5)]
    budget = Budget(run_seconds=100, concurrency=1)

    patient = ModelRun(FakeModel(by=reply), None, budget, lambda: now[0])
    assert patient.ask_in_time(questions) == [GOOD, GOOD, None, None, None]
    with pytest.raises(ModelTimeout):
        ModelRun(FakeModel(by=reply), None, budget, lambda: now[0]).ask_all(questions)


def test_there_is_no_repair_when_the_time_is_up() -> None:
    now = [0.0]

    def reply(request: ModelRequest) -> Reply:
        now[0] += 60
        return BAD

    model = FakeModel(by=reply)

    with pytest.raises(ModelAnswerInvalid):
        ModelRun(model, None, Budget(run_seconds=50), lambda: now[0]).ask(a_question())

    assert len(model.requests) == 1


def test_the_first_error_ends_the_rest() -> None:
    def reply(request: ModelRequest) -> Reply:
        return ModelUnavailable("down")

    model = FakeModel(by=reply)

    with pytest.raises(ModelUnavailable):
        ModelRun(model, None, Budget(concurrency=2)).ask_all([a_question(number) for number in range(100)])

    assert len(model.requests) <= 2
