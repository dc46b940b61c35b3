"""How much a statement is like what people write when they report on a meeting.

A linear model, fitted by ridge regression to the overlap of statements with reference summaries. Besides what its
sentence and its words tell, the function words count: reports are about "the" and "of", seldom about "I" and "you",
and a statement in that register also reads better out of its place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from mina.insights.meeting_text import MeetingText
from mina.insights.salience import SENTENCE_FEATURES, sentence_features
from mina.insights.statements import Statement
from mina.insights.weights import logistic, score, weights
from mina.insights.words import STOP_WORDS, tokens

_FUNCTION_WORDS = sorted(STOP_WORDS)
_PLACE = {word: place for place, word in enumerate(_FUNCTION_WORDS)}
STATEMENT_FEATURES = [
    *SENTENCE_FEATURES,
    *["own_length", "own_length_squared", "own_mean", "own_top", "own_total", "content_share"],
]
_NETWORK_SHARE = 0.7
WORTH_FEATURES = [*STATEMENT_FEATURES, *(f"'{word}'" for word in _FUNCTION_WORDS)]


def statement_features(
    text: MeetingText, importance: Mapping[str, float], statements: Sequence[Statement]
) -> list[list[float]]:
    """Features in the order of `STATEMENT_FEATURES` for every statement."""
    of_sentences = sentence_features(text, importance)
    rows = []
    for statement in statements:
        size = len(tokens(statement.text)) or 1
        # Sorted, because a sum of floats depends on its order and a set has none.
        top = sorted((importance.get(word, 0.0) for word in set(statement.stems)), reverse=True)
        length = math.log(size)
        own = [length, length * length / 4, sum(top) / (len(top) or 1), sum(top[:3]), math.log(1 + sum(top))]
        rows.append([*of_sentences[statement.index], *own, len(statement.stems) / size])
    return rows


def worth_features(statement: Statement, features: Sequence[float]) -> list[float]:
    """Features in the order of `WORTH_FEATURES`: those of the statement and the rates of its function words."""
    words = tokens(statement.text)
    rates = [0.0] * len(_FUNCTION_WORDS)
    for word in words:
        if word in _PLACE:
            rates[_PLACE[word]] += 10 / len(words)
    return [*features, *rates]


def statement_worths(
    statements: Sequence[Statement], features: Sequence[Sequence[float]], reported: Mapping[str, float]
) -> list[float]:
    """The worth of each statement beside the others of its meeting, 0..1 around 0.5.

    By the linear model and by `reported`: how much the reading network expects a report to share with it.
    """
    coefficients = weights().models["statement"]
    by_model = _standard(
        [
            score(coefficients, worth_features(statement, row))
            for statement, row in zip(statements, features, strict=True)
        ]
    )
    usual = sum(reported.values()) / (len(reported) or 1)
    by_network = _standard([reported.get(statement.text, usual) for statement in statements])
    return [
        logistic((1 - _NETWORK_SHARE) * model + _NETWORK_SHARE * network)
        for model, network in zip(by_model, by_network, strict=True)
    ]


def _standard(values: Sequence[float]) -> list[float]:
    """The values around 0, in standard deviations."""
    mean = sum(values) / (len(values) or 1)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) or 1)) or 1.0
    return [(value - mean) / deviation for value in values]
