"""Measures of one meeting, put together from talk, sentiment, topics and key phrases."""

from __future__ import annotations

from collections.abc import Sequence

from mina.domain.insight import Analytics, MeetingContext, Question
from mina.domain.segment import Segment
from mina.insights.key_phrases import key_phrases, phrase_table
from mina.insights.meeting_text import read_meeting
from mina.insights.questions import is_question
from mina.insights.salience import word_importance
from mina.insights.sentiment import average_sentiment, sentiment_over_time
from mina.insights.talk import (
    average_confidence,
    floor_of,
    pace_of,
    speaker_statistics,
    word_count,
    words_per_minute,
)
from mina.insights.topics import topics_of

_WINDOWS = 30
_MINUTE_MS = 60_000
_KEY_PHRASES = 10


def analyse(segments: Sequence[Segment], context: MeetingContext) -> Analytics:
    """The measures of a meeting. `segments` come in seq order; promoted ones are left out of everything counted.

    Rates over time use windows of whole minutes, one at least, about thirty in a meeting. Sentiment is a tendency of
    the words (see `sentiment`), `words_per_minute` is per minute of speech (see `talk`).
    """
    del context  # a meeting is measured alike whatever its kind
    spoken = [segment for segment in segments if not segment.is_promoted]
    floor = floor_of(spoken)
    window_ms = _MINUTE_MS * max(1, round(floor.duration_ms / _WINDOWS / _MINUTE_MS))
    words = sum(word_count(segment.text) for segment in spoken)
    text = read_meeting(spoken)
    importance = word_importance(text)
    table = phrase_table(text)
    questions = tuple(
        Question(sentence.seqs[0], sentence.speaker, sentence.text)
        for sentence in text.sentences
        if is_question(sentence.text) and len(sentence.text.split()) > 2
    )
    return Analytics(
        total_segments=len(spoken),
        total_words=words,
        duration_ms=floor.duration_ms,
        talk_ms=floor.talk_ms,
        silence_ms=floor.silence_ms,
        overlap_ms=floor.overlap_ms,
        words_per_minute=words_per_minute(words, floor.talk_ms),
        average_confidence=average_confidence(spoken),
        average_sentiment=average_sentiment(spoken),
        speakers=speaker_statistics(spoken, [question.speaker for question in questions]),
        silences=floor.silences,
        questions=questions,
        topics=topics_of(text, table, importance),
        key_phrases=tuple(key_phrases(table, importance, _KEY_PHRASES)),
        sentiment=sentiment_over_time(spoken, window_ms),
        pace=pace_of(spoken, window_ms),
    )
