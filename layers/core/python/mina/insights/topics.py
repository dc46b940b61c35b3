"""The topics of a meeting in order: where each begins and ends, and its key phrases as a title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mina.domain.insight import Topic
from mina.insights.key_phrases import PhraseTable, key_phrases
from mina.insights.meeting_text import MeetingText
from mina.insights.topic_boundaries import Turn, boundary_probabilities, turns_of_meeting

_WORDS_PER_TOPIC = 4_500
_MOST_TOPICS = 10
_LEAST_WORDS = 400
"""Below this a meeting is one topic."""
_TITLE_PHRASES = 2
_PHRASES = 5


def topics_of(text: MeetingText, table: PhraseTable, importance: Mapping[str, float]) -> tuple[Topic, ...]:
    """The topics, in order and without gaps: every sentence belongs to one. Empty for an empty meeting."""
    if not text.sentences:
        return ()
    turns = turns_of_meeting(text)
    starts = [0, *(turns[index].first for index in boundaries(text, turns))]
    spans = list(zip(starts, [*starts[1:], len(text)], strict=True))
    return tuple(_topic(text, table, importance, first, end) for first, end in spans)


def boundaries(text: MeetingText, turns: Sequence[Turn]) -> list[int]:
    """Indices of the turns, without the first, that begin a topic: the most probable ones, kept apart."""
    words = [0]
    for turn in turns:
        words.append(words[-1] + turn.words)
    total = words[-1]
    if total < _LEAST_WORDS:
        return []
    count = max(2, min(_MOST_TOPICS, round(2.5 + total / _WORDS_PER_TOPIC)))
    apart = 0.4 * total / count
    probabilities = boundary_probabilities(text, turns)
    chosen: list[int] = []
    for index in sorted(range(1, len(turns)), key=lambda i: (-probabilities[i], i)):
        if len(chosen) == count - 1:
            break
        if words[index] < apart * 0.3 or total - words[index] < apart * 0.5:
            continue
        if all(abs(words[index] - words[other]) >= apart for other in chosen):
            chosen.append(index)
    return sorted(chosen)


def _topic(text: MeetingText, table: PhraseTable, importance: Mapping[str, float], first: int, end: int) -> Topic:
    sentences = text.sentences[first:end]
    phrases = key_phrases(table, importance, _PHRASES, range(first, end))
    if not phrases:
        phrases = key_phrases(table, importance, _PHRASES, range(first, end), least=1)
    seqs = [seq for sentence in sentences for seq in sentence.seqs]
    return Topic(
        title=_title(phrases[:_TITLE_PHRASES]),
        key_phrases=tuple(phrases),
        first_seq=min(seqs),
        last_seq=max(seqs),
        start_ms=min(sentence.start_ms for sentence in sentences),
        end_ms=max(sentence.end_ms for sentence in sentences),
    )


def _title(phrases: Sequence[str]) -> str:
    title = " · ".join(phrases)
    return title[:1].upper() + title[1:]
