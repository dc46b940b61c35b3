"""The second step: measures of the meeting. They are always computed; a model only names topics."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.evidence import Evidence
from mina.insights import analytics as local_analytics
from mina.insights.words import content_stems
from mina.prompts import prompt
from mina.services.insights.answer_fields import rows, text
from mina.services.insights.budget import Budget
from mina.services.insights.evidence import Verifier
from mina.services.insights.local_run import local_provenance
from mina.services.insights.model_run import ModelRun, Question
from mina.services.insights.reading import parts_of, reading_question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mina.domain.insight import Analytics, MeetingContext, Provenance, Topic
    from mina.domain.segment import Segment
    from mina.ports.language_model import CircuitBreaker, LanguageModel
    from mina.services.insights.transcript import NumberedTranscript

_MAX_TITLE_CHARACTERS = 80


def run_analytics(
    segments: Sequence[Segment],
    context: MeetingContext,
    model: LanguageModel | None,
    *,
    breaker: CircuitBreaker | None = None,
    budget: Budget | None = None,
    fallback_reason: str | None = None,
) -> tuple[Analytics, Provenance]:
    """The local measures, with topic titles by the model where their names, numbers and some content word were said.

    Without a model (None, or `fallback_reason`) or without topics, all is local. Raises `ModelError`s.
    """
    measures = local_analytics.analyse(segments, context)
    if model is None or not measures.topics or fallback_reason:
        return measures, local_provenance(fallback_reason)
    budget = budget or Budget()
    run = ModelRun(model, breaker, budget)
    parts, notes = parts_of(segments, context, budget, measures.topics)
    answers = run.ask_all([question for part in parts if (question := _question(part, measures.topics))])
    offered = {row["topic"]: text(row, "title") for answer in answers for row in rows(answer, "topic_titles")}
    topics, dropped = _titled(measures.topics, offered, segments, Verifier(segments, context))
    return replace(measures, topics=topics), run.provenance(dropped, notes)


def _question(part: NumberedTranscript, topics: Sequence[Topic]) -> Question | None:
    """Asks for the titles of the topics that begin in `part`; None where none does."""
    listed = []
    for number, topic in enumerate(topics, 1):
        first, last = part.line_of(topic.first_seq), part.line_of(topic.last_seq) or part.last_line
        if first is not None:
            listed.append(f"Topic {number}: lines {first} to {last}; {', '.join(topic.key_phrases)}")
    return reading_question(part, prompt("analytics", topics="\n".join(listed)), "topic_titles") if listed else None


def _titled(
    topics: Sequence[Topic], offered: Mapping[object, str], segments: Sequence[Segment], verifier: Verifier
) -> tuple[tuple[Topic, ...], int]:
    position = {segment.seq: index for index, segment in enumerate(segments)}
    titled: list[Topic] = []
    dropped = 0
    for number, topic in enumerate(topics, 1):
        title = offered.get(number)
        spoken = segments[position[topic.first_seq] : position[topic.last_seq] + 1]
        is_taken = title is not None and _is_supported(title, spoken, verifier)
        dropped += title is not None and not is_taken
        titled.append(replace(topic, title=title) if is_taken and title else topic)
    return tuple(titled), dropped + sum(not _is_topic(number, topics) for number in offered)


def _is_topic(number: object, topics: Sequence[Topic]) -> bool:
    return isinstance(number, int) and 1 <= number <= len(topics)


def _is_supported(title: str, spoken: Sequence[Segment], verifier: Verifier) -> bool:
    said = {stem for segment in spoken for stem in content_stems(segment.text)}
    evidence = [Evidence(segment.seq, "") for segment in spoken]
    if len(title) > _MAX_TITLE_CHARACTERS or not any(stem in said for stem in content_stems(title)):
        return False
    return verifier.supports(title, evidence, is_imperative=True)
