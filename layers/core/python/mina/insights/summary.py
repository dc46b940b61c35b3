"""A summary in the speakers' own words: statements that stand alone, attributed, with their evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
from mina.insights.extracts import best_statements
from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.salience import word_importance
from mina.insights.statement_worth import statement_worths
from mina.insights.statements import Statement, statements_of

_NOTES = 3
_REPORTS = 3
_REPORT_WORDS = 45
_NOTE_WORDS = 60
TEMPLATES = ("general", "stand_up", "one_to_one", "customer_call")


def summarise(
    segments: Sequence[Segment], context: MeetingContext, analytics: Analytics, extraction: TaskExtraction
) -> Summary:
    """The summary of a meeting; its length grows with the meeting's. `segments` come in seq order.

    `overview` and `key_points` share no statement; `topics` are the notes under each topic of `analytics`; `next_steps`
    are the tasks of `extraction`. A stand-up has what each one reported as key points, and no topics. Every
    sentence names its speaker (a next step its owner) and its evidence.
    """
    template = context.meeting_type if context.meeting_type in TEMPLATES else "general"
    text = read_meeting(segments)
    importance = word_importance(text)
    statements = statements_of(text)
    worths = statement_worths(text, importance, statements)
    words = sum(map(len, text.words))
    overview_words, key_words = _budgets(words)
    overview = best_statements(statements, importance, worths, overview_words)
    rest, rest_worths = _without(statements, worths, overview)
    covered = {word for statement in overview for word in statement.stems}
    if template == "stand_up":
        key_points = _by_speaker(text, rest, importance, rest_worths)
    else:
        key_points = best_statements(rest, importance, rest_worths, key_words, covered)
    rest, rest_worths = _without(rest, rest_worths, key_points)
    return Summary(
        template=template,
        overview=_sentences(text, overview),
        key_points=_sentences(text, key_points),
        decisions=tuple(SummarySentence(d.text, d.evidence) for d in extraction.decisions),
        topics=()
        if template == "stand_up"
        else tuple(
            TopicNotes(topic.title, notes)
            for topic in analytics.topics
            if (notes := _notes(text, topic, rest, importance, rest_worths))
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


def _budgets(words: int) -> tuple[int, int]:
    """Words for the overview and for the key points of a meeting of so many words: about 110 and 150 for an hour."""
    return min(110, 20 + words // 50), min(150, words // 40)


def _by_speaker(
    text: MeetingText, statements: Sequence[Statement], importance: Mapping[str, float], worths: Sequence[float]
) -> list[Statement]:
    """What each one reported: up to three statements of every speaker."""
    reports: list[Statement] = []
    for speaker in dict.fromkeys(sentence.speaker for sentence in text.sentences):
        own = [
            (statement, worth)
            for statement, worth in zip(statements, worths, strict=True)
            if text.sentences[statement.index].speaker == speaker
        ]
        chosen = best_statements([s for s, _ in own], importance, [worth for _, worth in own], _REPORT_WORDS)
        reports += chosen[:_REPORTS]
    return reports


def _without(
    statements: Sequence[Statement], worths: Sequence[float], taken: Sequence[Statement]
) -> tuple[list[Statement], list[float]]:
    kept = [(s, worth) for s, worth in zip(statements, worths, strict=True) if s not in taken]
    return [s for s, _ in kept], [worth for _, worth in kept]


def _notes(
    text: MeetingText,
    topic: Topic,
    statements: Sequence[Statement],
    importance: Mapping[str, float],
    worths: Sequence[float],
) -> tuple[SummarySentence, ...]:
    """Up to three statements from within a topic that are not in the overview or the key points."""
    inside = [
        (s, worth)
        for s, worth in zip(statements, worths, strict=True)
        if topic.first_seq <= text.sentences[s.index].seqs[0] <= topic.last_seq
    ]
    chosen = best_statements([s for s, _ in inside], importance, [worth for _, worth in inside], _NOTE_WORDS)
    return _sentences(text, chosen[:_NOTES])
