"""The fourth step: what a person who was not there should read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.insight import Analytics, MeetingContext, Method, Provenance, Summary, TaskExtraction
from mina.insights.templates import template_of
from mina.prompts import prompt
from mina.services.insights.answer_schema import MERGED_SUMMARY, MERGED_SUMMARY_NAME
from mina.services.insights.attribution import attributed
from mina.services.insights.budget import Budget, estimate_tokens
from mina.services.insights.evidence import Verifier
from mina.services.insights.local_run import local_provenance
from mina.services.insights.model_run import ModelRun, Question
from mina.services.insights.reading import parts_of, reading_question
from mina.services.insights.summary_claims import SummarySieve, end_to_end, sentences_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mina.domain.segment import Segment
    from mina.ports.language_model import CircuitBreaker, LanguageModel
    from mina.services.insights.answer_fields import Row

_SHORTEST, _LONGEST = 30, 350
_MERGING_GAIN = 1.5
_NOTHING_SUPPORTED = "no sentence of the model's summary was supported by the transcript"


def run_summary(
    segments: Sequence[Segment],
    context: MeetingContext,
    model: LanguageModel | None,
    *,
    analytics: Analytics,
    extraction: TaskExtraction,
    breaker: CircuitBreaker | None = None,
    budget: Budget | None = None,
    fallback_reason: str | None = None,
) -> tuple[Summary, Provenance]:
    """A summary whose every sentence rests on words of the transcript, in the shape of the meeting's type.

    A long meeting is summarised part by part, cut at the topics of `analytics`, and merged once. Local methods where
    `model` is None or `fallback_reason` is given; also, marked degraded, where not one sentence of the model's was
    supported. Raises `ModelError`s.
    """
    if model is None or not segments or fallback_reason:
        return _local(segments, context, analytics, extraction), local_provenance(fallback_reason)
    budget = budget or Budget()
    run = ModelRun(model, breaker, budget)
    sieve = SummarySieve(Verifier(segments, context), template_of(context.meeting_type))
    parts, notes = parts_of(segments, context, budget, analytics.topics)
    words = _words_for(segments)
    each = words if len(parts) == 1 else max(_SHORTEST, round(words * _MERGING_GAIN / len(parts)))
    task = prompt("summary", words=each, template=prompt(f"summary_{sieve.template}"))
    answers = run.ask_all([reading_question(part, task, "summary") for part in parts])
    partial = [sieve.of_part(answer, part) for part, answer in zip(parts, answers, strict=True)]
    summary, merge_notes = (partial[0], []) if len(partial) == 1 else _merged(partial, sieve, run, budget, words)
    provenance = run.provenance(sieve.dropped_items, [*notes, *merge_notes])
    if sentences_of(summary) or not sieve.dropped_items:
        return attributed(summary, segments, extraction), provenance
    local = _local(segments, context, analytics, extraction)
    return local, replace(provenance, method=Method.DEGRADED, reason=_NOTHING_SUPPORTED)


def _local(
    segments: Sequence[Segment], context: MeetingContext, analytics: Analytics, extraction: TaskExtraction
) -> Summary:
    from mina.insights.summary import summarise  # with its weights: a model does without

    return summarise(segments, context, analytics, extraction)


def _words_for(segments: Sequence[Segment]) -> int:
    """How long the summary should be: about 130 words for half an hour, 220 for an hour of talk."""
    spoken = sum(len(segment.text.split()) for segment in segments)
    return min(_LONGEST, _SHORTEST + spoken // 50)


def _merged(
    partial: Sequence[Summary], sieve: SummarySieve, run: ModelRun, budget: Budget, words: int
) -> tuple[Summary, list[str]]:
    """One summary of the parts' summaries, by one question; the parts end to end where that is not possible."""
    sentences = [sentence for summary in partial for sentence in sentences_of(summary)]
    lines = [f"[{number}] {sentence.text}" for number, sentence in enumerate(sentences, 1)]
    data = _delimited(lines)
    unmerged = end_to_end(partial, sieve.template)
    if not sentences:
        return unmerged, []
    if estimate_tokens(data) > budget.chunk_tokens:
        return unmerged, [f"the summaries of {len(partial)} parts are too long to merge; they stand end to end"]
    task = prompt("summary_merge", words=words, template=prompt(f"summary_{sieve.template}"))
    answer: Row = run.ask(Question(data, task, MERGED_SUMMARY_NAME, MERGED_SUMMARY))
    merged = sieve.of_notes(answer, sentences)
    if sentences_of(merged):
        return merged, []
    return unmerged, [f"the summaries of {len(partial)} parts could not be merged; they stand end to end"]


def _delimited(lines: Sequence[str]) -> str:
    body = "\n".join(lines)
    mark = hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:12]
    return f"<<<NOTES {mark}\n{body}\nNOTES {mark}>>>"
