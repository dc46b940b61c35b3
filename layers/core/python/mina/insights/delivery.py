"""How fluently a statement was said, and how fluently its speaker talks."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from mina.insights.meeting_text import MeetingText
from mina.insights.statements import Statement
from mina.insights.transcript import Sentence

DELIVERY_FEATURES = [
    "lost",
    "breaks_within",
    "commas",
    "sentence_length",
    "share_of_sentence",
    "place_in_sentence",
    "speaker_lost",
    "speaker_broke_off",
    "speaker_stands_alone",
]
_LONG = 7
_PULL = 8
"""A speaker of few long sentences is taken to talk like everyone: so many of their average count with."""


def delivery_features(text: MeetingText, statements: Sequence[Statement]) -> list[list[float]]:
    """Features in the order of `DELIVERY_FEATURES` for every statement of a meeting."""
    habits = _habits(text, statements)
    rows = []
    for statement in statements:
        sentence = text.sentences[statement.index]
        words = len(sentence.text.split()) or 1
        own = statement.text.lower().split()
        place = sentence.text.lower().find(" ".join(own[1:4]).rstrip(".,"))
        rows.append(
            [
                _lost(sentence),
                float("disfmarker" in sentence.raw or "--" in sentence.raw),
                sentence.text.count(",") / words * 5,
                math.log(words),
                len(own) / words,
                place / len(sentence.text) if place >= 0 else 0.5,
                *habits[sentence.speaker],
            ]
        )
    return rows


def _lost(sentence: Sentence) -> float:
    """How many words were fillers, stutters and false starts, for each word that was not."""
    words = len(sentence.text.split())
    return max(0, len(sentence.raw.split()) - sentence.raw.count("{") - words) / (words or 1)


def _habits(text: MeetingText, statements: Sequence[Statement]) -> dict[str | None, list[float]]:
    """For every speaker the mean of what is lost, and the shares of long sentences broken off and standing alone."""
    sums: defaultdict[str | None, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for sentence in text.sentences:
        if len(sentence.text.split()) >= _LONG:
            habit = sums[sentence.speaker]
            habit[0] += 1
            habit[1] += _lost(sentence)
            habit[2] += not sentence.is_complete
    alone = Counter(text.sentences[statement.index].speaker for statement in statements if not statement.refused)
    everyone = [sum(habit[place] for habit in sums.values()) for place in range(3)]
    usual = [value / (everyone[0] or 1) for value in (everyone[1], everyone[2], alone.total())]
    speakers = {sentence.speaker for sentence in text.sentences}
    return {
        speaker: [
            (value + _PULL * mean) / (sums[speaker][0] + _PULL)
            for value, mean in zip((sums[speaker][1], sums[speaker][2], alone[speaker]), usual, strict=True)
        ]
        for speaker in speakers
    }
