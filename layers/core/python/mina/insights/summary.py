"""A summary in the speakers' own words: statements that stand alone, attributed, with their evidence."""

from __future__ import annotations

from collections.abc import Sequence

from mina.domain.insight import (
    Analytics,
    Evidence,
    MeetingContext,
    Summary,
    SummarySentence,
    TaskExtraction,
    Topic,
    TopicNotes,
)
from mina.domain.segment import Segment
from mina.insights.extracts import Statement, best_statements, statements_of
from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.salience import sentence_importance, word_importance

TEMPLATES = ("general", "stand_up", "one_to_one", "customer_call")


def summarise(
    segments: Sequence[Segment], context: MeetingContext, analytics: Analytics, extraction: TaskExtraction
) -> Summary:
    """The summary of a meeting; its length grows with the meeting's. `segments` come in seq order.

    `overview` and `key_points` share no statement; `topics` are the notes under each topic of `analytics`; `next_steps`
    are the tasks of `extraction`. Every sentence names its speaker (a next step its owner) and its evidence.
    """
    template = context.meeting_type if context.meeting_type in TEMPLATES else "general"
    text = read_meeting(segments)
    importance = word_importance(text)
    priors = sentence_importance(text, importance)
    statements = statements_of(text)
    words = sum(map(len, text.words))
    overview_words, key_words = min(70, 25 + words // 150), min(150, words // 50)
    taken = best_statements(statements, importance, priors, overview_words + key_words)
    overview: list[Statement] = []
    for statement in taken:
        if sum(s.words for s in overview) + statement.words <= overview_words:
            overview.append(statement)
    key_points = [statement for statement in taken if statement not in overview]
    return Summary(
        template=template,
        overview=_sentences(text, overview),
        key_points=_sentences(text, key_points),
        decisions=tuple(SummarySentence(d.text, d.evidence) for d in extraction.decisions),
        topics=tuple(
            TopicNotes(topic.title, notes)
            for topic in analytics.topics
            if (notes := _notes(text, topic, statements, importance, priors, taken))
        ),
        next_steps=tuple(SummarySentence(t.title, t.evidence, t.owner) for t in extraction.tasks),
    )


def _sentences(text: MeetingText, statements: Sequence[Statement]) -> tuple[SummarySentence, ...]:
    """The statements in the order in which they were said."""
    return tuple(_sentence(text, statement) for statement in sorted(statements, key=lambda s: s.index))


def _sentence(text: MeetingText, statement: Statement) -> SummarySentence:
    sentence = text.sentences[statement.index]
    return SummarySentence(
        statement.text, tuple(Evidence(seq, quote) for seq, quote in sentence.parts), sentence.speaker
    )


def _notes(
    text: MeetingText,
    topic: Topic,
    statements: Sequence[Statement],
    importance: dict[str, float],
    priors: Sequence[float],
    taken: Sequence[Statement],
) -> tuple[SummarySentence, ...]:
    used = {statement.index for statement in taken}
    inside = [
        s
        for s in statements
        if s.index not in used and topic.first_seq <= text.sentences[s.index].seqs[0] <= topic.last_seq
    ]
    return _sentences(text, best_statements(inside, importance, priors, 60)[:3])
