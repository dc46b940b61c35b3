"""Which use case makes which insight. Each is loaded by the step that makes it: local methods are large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.insight import Analytics, InsightResult, Provenance, Step, TaskExtraction
from mina.services.insights.staleness import input_digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mina.ports.language_model import CircuitBreaker, LanguageModel
    from mina.services.pipeline import StepInput


@dataclass(frozen=True, slots=True)
class InsightMaker:
    """Makes each step's result with the language model, or with local methods where `model` is None."""

    model: LanguageModel | None
    breaker: CircuitBreaker | None

    def make(self, step: Step, given: StepInput, fallback_reason: str | None) -> tuple[InsightResult, Provenance]:
        """The step's result and how it came to be. Raises `ModelError`s, unless `fallback_reason` is given."""
        makers: dict[Step, Callable[[StepInput, str | None], tuple[InsightResult, Provenance]]] = {
            Step.REFINEMENT: self._refinement,
            Step.ANALYTICS: self._analytics,
            Step.TASKS: self._tasks,
            Step.SUMMARY: self._summary,
        }
        return makers[step](given, fallback_reason)

    def _refinement(self, given: StepInput, reason: str | None) -> tuple[InsightResult, Provenance]:
        from mina.services.insights.refine import run_refinement

        return run_refinement(given.segments, given.context, self.model, breaker=self.breaker, fallback_reason=reason)

    def _analytics(self, given: StepInput, reason: str | None) -> tuple[InsightResult, Provenance]:
        from mina.services.insights.analyse import run_analytics

        return run_analytics(given.segments, given.context, self.model, breaker=self.breaker, fallback_reason=reason)

    def _tasks(self, given: StepInput, reason: str | None) -> tuple[InsightResult, Provenance]:
        from mina.services.insights.extract_tasks import run_tasks

        topics = _analytics_of(given).topics if self.model else ()
        return run_tasks(
            given.segments, given.context, self.model, topics=topics, breaker=self.breaker, fallback_reason=reason
        )

    def _summary(self, given: StepInput, reason: str | None) -> tuple[InsightResult, Provenance]:
        from mina.services.insights.summarise import run_summary

        return run_summary(
            given.segments,
            given.context,
            self.model,
            analytics=_analytics_of(given),
            extraction=_extraction_of(given),
            breaker=self.breaker,
            fallback_reason=reason,
        )


def digest_of(step: Step, given: StepInput) -> str:
    """What the step's result depends on; see `input_digest`."""
    read = [given.upstream[kind] for kind in (Step.ANALYTICS, Step.TASKS) if kind in given.upstream]
    return input_digest(step, given.segments, given.context, read if step is Step.SUMMARY else ())


def _analytics_of(given: StepInput) -> Analytics:
    """The analytics step's result; where that step failed, its local measures stand in."""
    result = given.upstream.get(Step.ANALYTICS)
    if isinstance(result, Analytics):
        return result
    from mina.insights.analytics import analyse

    return analyse(given.segments, given.context)


def _extraction_of(given: StepInput) -> TaskExtraction:
    result = given.upstream.get(Step.TASKS)
    if isinstance(result, TaskExtraction):
        return result
    from mina.insights.tasks import extract

    return extract(given.segments, given.context)
