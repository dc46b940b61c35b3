"""The third step: who does what by when, what was decided, what stayed open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.insight import Decision, ExtractedTask, MeetingContext, OpenQuestion, Provenance, TaskExtraction, Topic
from mina.domain.task import Priority
from mina.insights.due_dates import due_phrase, meeting_day
from mina.prompts import prompt
from mina.services.insights.answer_fields import Row, confidence, rows, text
from mina.services.insights.budget import Budget
from mina.services.insights.evidence import Verifier
from mina.services.insights.local_run import local_provenance
from mina.services.insights.model_run import ModelRun
from mina.services.insights.reading import parts_of, reading_question
from mina.services.insights.same_claims import without_repetitions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mina.domain.evidence import Evidence
    from mina.domain.segment import Segment
    from mina.ports.language_model import CircuitBreaker, LanguageModel
    from mina.services.insights.transcript import NumberedTranscript


def run_tasks(
    segments: Sequence[Segment],
    context: MeetingContext,
    model: LanguageModel | None,
    *,
    topics: Sequence[Topic] = (),
    breaker: CircuitBreaker | None = None,
    budget: Budget | None = None,
    fallback_reason: str | None = None,
) -> tuple[TaskExtraction, Provenance]:
    """Tasks, decisions and open questions, each resting on words of the transcript, by the model or by local methods.

    Local methods where `model` is None, nothing was said, or `fallback_reason` says why the model is not to be asked.
    `topics` of the analytics step let long meetings be cut where subjects change. Raises `ModelError`s.
    """
    if model is None or not segments or fallback_reason:
        from mina.insights.tasks import extract  # with its weights: a model does without

        return extract(segments, context), local_provenance(fallback_reason)
    budget = budget or Budget()
    run = ModelRun(model, breaker, budget)
    parts, notes = parts_of(segments, context, budget, topics)
    answers = run.ask_all(
        [reading_question(part, prompt("tasks"), "tasks", "decisions", "open_questions") for part in parts]
    )
    sieve = _Sieve(Verifier(segments, context), context)
    for part, answer in zip(parts, answers, strict=True):
        sieve.take(answer, part)
    return sieve.extraction(), run.provenance(sieve.dropped_items, [*notes, *sieve.notes()])


class _Sieve:
    """Lets through what the transcript supports, and counts the rest."""

    def __init__(self, verifier: Verifier, context: MeetingContext) -> None:
        self._verifier = verifier
        self._today = meeting_day(context.started_at, context.time_zone)
        self._tasks: list[ExtractedTask] = []
        self._decisions: list[Decision] = []
        self._open_questions: list[OpenQuestion] = []
        self._unspoken_owners = 0
        self._unspoken_dates = 0
        self.dropped_items = 0

    def take(self, answer: Row, part: NumberedTranscript) -> None:
        for row in rows(answer, "tasks"):
            if claim := self._claim(row, "title", part):
                self._tasks.append(self._task(row, claim))
        for row in rows(answer, "decisions"):
            if claim := self._claim(row, "text", part):
                self._decisions.append(Decision(claim.text, claim.evidence, confidence(row)))
        for row in rows(answer, "open_questions"):
            if claim := self._claim(row, "text", part):
                self._open_questions.append(OpenQuestion(claim.text, claim.evidence, confidence(row)))

    def extraction(self) -> TaskExtraction:
        return TaskExtraction(
            tasks=without_repetitions(self._tasks, lambda task: task.title),
            decisions=without_repetitions(self._decisions, lambda decision: decision.text),
            open_questions=without_repetitions(self._open_questions, lambda question: question.text),
        )

    def notes(self) -> list[str]:
        counts = {"owners": self._unspoken_owners, "due dates": self._unspoken_dates}
        return [f"{count} {what} left empty: not spoken" for what, count in counts.items() if count]

    def _claim(self, row: Row, field: str, part: NumberedTranscript) -> _Claim | None:
        claim = _Claim(text(row, field), self._verifier.evidence(rows(row, "evidence"), part))
        if self._verifier.supports(claim.text, claim.evidence, is_imperative=field == "title"):
            return claim
        self.dropped_items += 1
        return None

    def _task(self, row: Row, claim: _Claim) -> ExtractedTask:
        owner, phrase = text(row, "owner") or None, text(row, "due_phrase") or None
        if owner and not self._verifier.is_spoken_owner(owner, claim.evidence):
            owner, self._unspoken_owners = None, self._unspoken_owners + 1
        if phrase and not self._verifier.is_spoken(phrase, claim.evidence):
            phrase, self._unspoken_dates = None, self._unspoken_dates + 1
        due = due_phrase(phrase, self._today) if phrase else None
        return ExtractedTask(
            title=claim.text,
            evidence=claim.evidence,
            confidence=confidence(row),
            owner=owner,
            due_date=due.day if due else None,
            due_phrase=phrase,
            priority=Priority(text(row, "priority")),
        )


@dataclass(frozen=True, slots=True)
class _Claim:
    text: str
    evidence: tuple[Evidence, ...]
