"""Which pairs of neighbouring words a report on a meeting would hold: subjects, and the way reports are worded.

Pairs as the concepts that a summary should cover: Gillick & Favre, "A Scalable Global Model for Summarization" (2009);
their weights learnt: Li, Qian & Liu, "Using Supervised Bigram-based ILP for Extractive Summarization" (2013).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mina.insights.meeting_text import MeetingText
from mina.insights.statements import Pair, Statement
from mina.insights.weights import probability, weights
from mina.insights.words import STOP_WORDS, stem

PAIR_FEATURES = [
    "bias",
    "reported",
    "log_count",
    "reported_x_count",
    "first_importance",
    "second_importance",
    "both_important",
    "first_is_common",
    "second_is_common",
    "both_common",
    "count_x_importance",
    "count_x_both",
    "reported_x_importance",
    "never_reported",
]
_HARDLY_EVER = 0.3


def pair_features(
    text: MeetingText,
    importance: Mapping[str, float],
    statements: Sequence[Statement],
    reported: Mapping[str, int],
    meetings: int,
) -> dict[Pair, list[float]]:
    """Features in the order of `PAIR_FEATURES` for every pair in the statements.

    `reported` says in the reports on how many of the training `meetings` a pair ("of+the") was found.
    """
    counts = Counter(pair for words in text.words for pair in set(pairwise(map(stem, words))))
    features: dict[Pair, list[float]] = {}
    for first, second in sorted({pair for statement in statements for pair in statement.pairs}):
        known = reported.get(f"{first}+{second}", 0)
        usual = math.log((known + _HARDLY_EVER) / meetings)
        count = math.log(1 + counts[first, second])
        common = first in STOP_WORDS, second in STOP_WORDS
        left, right = (
            0.0 if is_common else importance.get(w, 0.0) for w, is_common in zip((first, second), common, strict=True)
        )
        features[first, second] = [
            1.0,
            usual,
            count,
            usual * count,
            left,
            right,
            left * right,
            float(common[0]),
            float(common[1]),
            float(all(common)),
            count * (left + right),
            count * left * right,
            usual * (left + right),
            float(not known),
        ]
    return features


def pair_importance(
    text: MeetingText, importance: Mapping[str, float], statements: Sequence[Statement]
) -> dict[Pair, float]:
    """For every pair in the statements the probability, 0..1, that a report on this meeting would hold it."""
    model = weights()
    coefficients = model.models["pair"]
    features = pair_features(text, importance, statements, model.pairs_reported, model.meetings)
    return {pair: probability(coefficients, row) for pair, row in features.items()}
