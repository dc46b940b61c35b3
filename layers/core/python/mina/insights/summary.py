"""A summary in the speakers' own words: statements that stand alone, attributed, with their evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from mina.domain.evidence import Evidence
from mina.domain.insight import Analytics, MeetingContext, Summary, SummarySentence, TaskExtraction, Topic, TopicNotes
from mina.domain.segment import Segment
from mina.insights.extracts import Merits, best_statements, merits_of
from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.reading import reading_of
from mina.insights.statements import Statement
from mina.insights.templates import template_of

_NOTES = 3
_REPORT_WORDS = 45
_NOTE_WORDS = 60
_LEAST_KEY_WORDS = 40
_CHOICE = 2.7
"""The overview is chosen from the first statements of so many times its words."""
_QUESTIONS = 3
_IN_THE_WAY = re.compile(
    r"\b(?:block\w*|stuck|waiting (?:for|on)|in the way|hold(?:s|ing)? (?:us|me|up)|fail(?:s|ed|ing)?|flaky"
    r"|broke\w*|bugs?|problems?|(?:can't|cannot|couldn't)|access|until|late|delay\w*|missing|without)\b",
    re.IGNORECASE,
)
_ASKED_OF_US = re.compile(
    r"\b(?:(?:we|i|they)(?:'d| would| really)? (?:need|want|like|have to|must|require|prefer|expect)\w*|needs?|wants?"
    r"|requires?|must|looking for|worr\w+|concern\w*|problems?|issues?|complain\w*"
    r"|too (?:expensive|slow|complicated|late|much|many)|expensive|price\w*|cost\w*|budget|discount|contract|cancel\w*"
    r"|compet\w+|deadline|(?:can't|cannot)|security|support)\b",
    re.IGNORECASE,
)
_CUES = {"stand_up": _IN_THE_WAY, "customer_call": _ASKED_OF_US}


def summarise(
    segments: Sequence[Segment], context: MeetingContext, analytics: Analytics, extraction: TaskExtraction
) -> Summary:
    """The summary of a meeting; its length grows with the meeting's. `segments` come in seq order.

    `overview` and `key_points` share no statement; `topics` are the notes under each topic of `analytics`; `next_steps`
    are the tasks of `extraction`. The template follows the kind of meeting: a stand-up has what is in the way as key
    points and what each one reported as topics; a one-to-one what each one brought up as topics; a call with a customer
    what is needed, objected to and left open as key points. Every sentence names its speaker (a next step its owner)
    and its evidence.
    """
    template = template_of(context.meeting_type)
    text = read_meeting(segments)
    reading = reading_of(text)
    statements, merits = reading.statements, merits_of(reading)
    overview, key_points = _chosen(statements, merits, sum(map(len, text.words)), _CUES.get(template))
    rest = [s for s in statements if s not in overview and s not in key_points]
    by_person = template in ("stand_up", "one_to_one") and any(s.speaker for s in text.sentences)
    return Summary(
        template=template,
        overview=_sentences(text, overview),
        key_points=(
            *(_sentence(text, statement) for statement in key_points),
            *(_left_open(segments, extraction) if template == "customer_call" else ()),
        ),
        decisions=tuple(_spoken(segments, d.text, d.evidence) for d in extraction.decisions),
        topics=_by_person(text, rest, merits) if by_person else _by_topic(text, analytics.topics, rest, merits),
        next_steps=tuple(SummarySentence(t.title, t.evidence, t.owner) for t in extraction.tasks),
    )


def _chosen(
    statements: Sequence[Statement], merits: Merits, words: int, cue: re.Pattern[str] | None
) -> tuple[list[Statement], list[Statement]]:
    """The overview, and the key points in the order of what they add, for a meeting of so many words.

    One choice for both: the overview is the most readable part of what was chosen first.

    With a cue for what marks a kind of meeting, the key points choose first, so that the overview does not use it up.
    """
    overview_words, key_words = _budgets(words)
    if cue:
        pointed = [s for s in statements if cue.search(s.text)]
        if key_points := best_statements(pointed, merits, max(key_words, _LEAST_KEY_WORDS)):
            others = [s for s in statements if s not in key_points]
            return best_statements(others, merits, overview_words, key_points), key_points
        return best_statements(statements, merits, overview_words), []
    best = best_statements(statements, merits, overview_words + key_words)
    overview = _most_readable(_first(best, round(_CHOICE * overview_words)), merits, overview_words)
    return overview, [s for s in best if s not in overview]


def _most_readable(statements: Sequence[Statement], merits: Merits, max_words: int) -> list[Statement]:
    """What is read first should read best: the most readable of the statements, within so many words."""
    return _first(sorted(statements, key=lambda s: -merits.readability(s.text)), max_words)


def _first(statements: Sequence[Statement], max_words: int) -> list[Statement]:
    """As many of the first statements as fit, and one at least."""
    size = sum(total <= max_words for total in accumulate(statement.words for statement in statements))
    return list(statements[: max(1, size)])


def _sentences(text: MeetingText, statements: Sequence[Statement]) -> tuple[SummarySentence, ...]:
    """The statements in the order in which they were said."""
    return tuple(_sentence(text, statement) for statement in sorted(statements, key=lambda s: s.index))


def _sentence(text: MeetingText, statement: Statement) -> SummarySentence:
    sentence = text.sentences[statement.index]
    return SummarySentence(
        statement.text, tuple(Evidence(seq, quote) for seq, quote in sentence.parts), sentence.speaker
    )


def _spoken(segments: Sequence[Segment], text: str, evidence: tuple[Evidence, ...]) -> SummarySentence:
    """A sentence attributed to the speaker of its first evidence."""
    speakers = {segment.seq: segment.speaker for segment in segments}
    return SummarySentence(text, evidence, speakers.get(evidence[0].seq) if evidence else None)


def _left_open(segments: Sequence[Segment], extraction: TaskExtraction) -> tuple[SummarySentence, ...]:
    return tuple(_spoken(segments, q.text, q.evidence) for q in extraction.open_questions[:_QUESTIONS])


def _budgets(words: int) -> tuple[int, int]:
    """Words for the overview and for the key points of a meeting of so many words: 66 and 190 for an hour."""
    return min(66, 20 + words // 50), min(190, words // 35)


def _by_person(text: MeetingText, statements: Sequence[Statement], merits: Merits) -> tuple[TopicNotes, ...]:
    """What each one said, under their name, in the order in which they first spoke."""
    speakers = dict.fromkeys(sentence.speaker for sentence in text.sentences)
    return tuple(
        TopicNotes(speaker, notes)
        for speaker in speakers
        if speaker
        and (
            notes := _notes(
                text, [s for s in statements if text.sentences[s.index].speaker == speaker], merits, _REPORT_WORDS
            )
        )
    )


def _by_topic(
    text: MeetingText, topics: Sequence[Topic], statements: Sequence[Statement], merits: Merits
) -> tuple[TopicNotes, ...]:
    """What was said within each topic."""

    def within(topic: Topic) -> list[Statement]:
        return [s for s in statements if topic.first_seq <= text.sentences[s.index].seqs[0] <= topic.last_seq]

    return tuple(
        TopicNotes(topic.title, notes)
        for topic in topics
        if (notes := _notes(text, within(topic), merits, _NOTE_WORDS))
    )


def _notes(
    text: MeetingText, statements: Sequence[Statement], merits: Merits, max_words: int
) -> tuple[SummarySentence, ...]:
    """The best of the statements, three at most."""
    return _sentences(text, best_statements(statements, merits, max_words)[:_NOTES])
