"""One run of a step with a language model: its questions, its one repair, what it cost."""

from __future__ import annotations

import threading
import time
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from mina.domain.insight import Method, Provenance
from mina.domain.model_errors import (
    ModelAnswerInvalid,
    ModelCircuitOpen,
    ModelError,
    ModelRefused,
    ModelRequestInvalid,
    ModelTimeout,
)
from mina.ports.language_model import CircuitBreaker, LanguageModel, ModelAnswer, ModelRequest
from mina.prompts import prompt
from mina.services.insights.answer_schema import violation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mina.services.insights.budget import Budget

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Question:
    """`data` is the delimited transcript or notes; `task` is what to do with it.

    `parts` are those properties of the answer that are asked for: null will not do for them.
    """

    data: str
    task: str
    schema_name: str
    schema: dict[str, object]
    parts: tuple[str, ...] = ()

    def problem_of(self, answer: Mapping[str, object]) -> str | None:
        """What is wrong with an answer, in words that hold none of it; None where it fits."""
        missing = (f"answer.{part} is null" for part in self.parts if answer.get(part) is None)
        return violation(answer, self.schema) or next(missing, None)


class ModelRun:
    """Asks questions for one step. The breaker is asked once, before the first call; each run reports to it once.

    A run may repair one answer: the question is put once more with what was wrong. The second bad answer is an error.
    `clock` counts seconds.
    """

    def __init__(
        self,
        model: LanguageModel,
        breaker: CircuitBreaker | None,
        budget: Budget,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._breaker = breaker
        self._budget = budget
        self._clock = clock
        self._latest_start = clock() + budget.run_seconds
        self._lock = threading.Lock()
        self._is_allowed: bool | None = None
        self._has_succeeded = False
        self._error: ModelError | None = None
        self._may_repair = True
        self._counts = [0, 0, 0, 0]
        self._model_name: str | None = None
        self._notes: dict[str, None] = {}

    def ask(self, question: Question) -> dict[str, object]:
        """An answer that fits the question's schema. Raises `ModelError`s; never retries but for the one repair."""
        if self._is_late():
            raise ModelTimeout("The language model took too long for the whole meeting.")
        self._enter()
        try:
            answer = self._ask_or_repair(question)
        except ModelError as error:
            self._report_failure(error)
            raise
        self._report_success()
        return answer

    def ask_all(self, questions: Sequence[Question]) -> list[dict[str, object]]:
        """The answers in the order of the questions, with bounded concurrency. The first error ends the rest."""
        return self._map(self.ask, questions)

    def ask_in_time(self, questions: Sequence[Question]) -> list[dict[str, object] | None]:
        """As `ask_all`, but with None for the questions that could not begin in time."""
        return self._map(lambda question: None if self._is_late() else self.ask(question), questions)

    def provenance(self, dropped_items: int, notes: Sequence[str] = ()) -> Provenance:
        """What all calls of the run cost, the failed and repaired ones too."""
        prompt_tokens, cached_tokens, completion_tokens, cost = self._counts
        return Provenance(
            method=Method.MODEL,
            model=self._model_name,
            prompt_tokens=prompt_tokens,
            cached_tokens=cached_tokens,
            completion_tokens=completion_tokens,
            cost_microdollars=cost,
            dropped_items=dropped_items,
            notes=(*self._notes, *notes),
        )

    def _is_late(self) -> bool:
        return self._clock() >= self._latest_start

    def _map(self, ask: Callable[[Question], Answer], questions: Sequence[Question]) -> list[Answer]:
        if len(questions) <= 1:
            return [ask(question) for question in questions]
        with ThreadPoolExecutor(max_workers=min(self._budget.concurrency, len(questions))) as pool:
            futures = [pool.submit(ask, question) for question in questions]
            done, waiting = wait(futures, return_when=FIRST_EXCEPTION)
            for future in waiting:
                future.cancel()
            for future in done:
                future.result()
            return [future.result() for future in futures]

    def _enter(self) -> None:
        with self._lock:
            if self._is_allowed is None:
                self._is_allowed = self._breaker is None or self._breaker.allow()
            if not self._is_allowed:
                raise ModelCircuitOpen("The language model has failed repeatedly; it is not asked for a while.")
            if self._error:
                raise self._error  # a run that has failed asks nothing more

    def _ask_or_repair(self, question: Question) -> dict[str, object]:
        try:
            return self._complete(question, question.task)
        except ModelAnswerInvalid as error:
            with self._lock:
                may_repair, self._may_repair = self._may_repair, False
            if not may_repair or self._is_late():
                raise
            complaint = prompt("repair", problem=error)
        answer = self._complete(question, f"{question.task}\n\n{complaint}")
        self._note("one answer did not fit and was asked for again")
        return answer

    def _complete(self, question: Question, task: str) -> dict[str, object]:
        request = ModelRequest(
            system=prompt("system"),
            shared_prefix=question.data,
            task=task,
            schema_name=question.schema_name,
            schema=question.schema,
            max_output_tokens=self._budget.max_output_tokens,
            timeout_seconds=self._budget.timeout_seconds,
        )
        try:
            answer = self._model.complete(request)
        except ModelAnswerInvalid as error:
            self._count(error)
            raise
        self._count(answer)
        self._model_name = answer.model
        if answer.note:
            self._note(answer.note)
        problem = question.problem_of(answer.data)
        if problem:
            raise ModelAnswerInvalid(f"The language model's answer does not fit: {problem}.")
        return answer.data

    def _count(self, used: ModelAnswer | ModelAnswerInvalid) -> None:
        with self._lock:
            amounts = (used.prompt_tokens, used.cached_tokens, used.completion_tokens, used.cost_microdollars)
            self._counts = [count + amount for count, amount in zip(self._counts, amounts, strict=True)]

    def _note(self, note: str) -> None:
        with self._lock:
            self._notes[note] = None

    def _report_success(self) -> None:
        with self._lock:
            is_first, self._has_succeeded = not self._has_succeeded, True
        if is_first and self._breaker:
            self._breaker.record_success()

    def _report_failure(self, error: ModelError) -> None:
        with self._lock:
            is_first, self._error = self._error is None, self._error or error
        if isinstance(error, ModelRequestInvalid):
            self._report_success()  # the endpoint is well: this one question was not for it
        elif is_first and self._breaker:
            self._breaker.record_failure(
                is_fatal=isinstance(error, ModelRefused), is_timeout=isinstance(error, ModelTimeout)
            )
