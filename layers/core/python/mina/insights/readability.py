"""How well a statement reads to someone who was not there: whole and understood alone, and worth having.

Two logistic models, fitted to what readers made of statements (`tools/insights_training`), tell it from around the
statement: besides what its sentence and its words tell there count how usual the order of its words is, in talk and in
written reports, by classes of words, so that no subject counts; signs in its wording; how much the meeting is about
what it says; and how fluently it was said. A network (`reading_network.py`) tells it from the words themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mina.insights.delivery import DELIVERY_FEATURES, delivery_features
from mina.insights.disfluency import NEGATIONS, NUMBER_WORDS
from mina.insights.meeting_text import MeetingText
from mina.insights.reader_signs import SIGNS
from mina.insights.statements import Statement
from mina.insights.subject_matter import SUBJECT_FEATURES, subject_features
from mina.insights.weights import Weights, probability, weights
from mina.insights.words import STOP_WORDS, tokens

_ORDER_FEATURES = [
    "spoken_mean",
    "spoken_least",
    "spoken_least_three",
    "spoken_odd",
    "reported_mean",
    "reported_least",
    "reported_unseen",
]
READER_FEATURES = [*_ORDER_FEATURES, *SIGNS, *SUBJECT_FEATURES, *DELIVERY_FEATURES]
"""What is added to the features of the sentence and the statement itself."""
_ENDINGS = ("ing", "ed", "ly", "tion", "s", "er", "al")
_NEVER_SPOKEN = -2.5
_NEVER_REPORTED = -1.0
_ODD = -1.0


def word_class(word: str) -> str:
    """A lower-case word as far as its place in a sentence goes: function words are themselves, others their ending."""
    if word in STOP_WORDS or word in NEGATIONS:
        return word
    if word[0].isdigit() or word in NUMBER_WORDS:
        return "#"
    return next((f"-{ending}" for ending in _ENDINGS if word.endswith(ending) and len(word) > len(ending) + 2), "*")


def word_orders(text: str) -> list[str]:
    """The pairs of classes of neighbouring words ("the+*"), the borders of the sentence ("^", "$") included."""
    classes = ["^", *map(word_class, tokens(text)), "$"]
    return [f"{left}+{right}" for left, right in pairwise(classes)]


def reader_features(text: MeetingText, statements: Sequence[Statement], model: Weights) -> list[list[float]]:
    """Features in the order of `READER_FEATURES` for every statement of a meeting."""
    subjects = subject_features(text, statements, model)
    deliveries = delivery_features(text, statements)
    return [
        [*_order_features(statement.text, model), *_signs(statement.text), *subject, *delivery]
        for statement, subject, delivery in zip(statements, subjects, deliveries, strict=True)
    ]


def _order_features(text: str, model: Weights) -> list[float]:
    orders = word_orders(text)
    spoken = sorted(model.orders_spoken.get(order, _NEVER_SPOKEN) for order in orders)
    reported = [model.orders_reported.get(order, _NEVER_REPORTED) for order in orders]
    unseen = sum(order not in model.orders_reported for order in orders)
    size = len(orders)
    return [
        sum(spoken) / size,
        spoken[0],
        sum(spoken[:3]) / 3,
        sum(value <= _ODD for value in spoken) / size * 5,
        sum(reported) / size,
        min(reported),
        unseen / size * 5,
    ]


def _signs(text: str) -> list[float]:
    return [float(bool(sign.search(text))) for sign in SIGNS.values()]


def told_readabilities(
    text: MeetingText, statements: Sequence[Statement], features: Sequence[Sequence[float]]
) -> dict[str, float]:
    """For the text of every statement the probability that a reader would call it whole and worth having.

    `features` are what is known of each beside its wording: its sentence, its length, the importance of its words.
    """
    model = weights()
    whole, worth_having = model.models["whole"], model.models["worth_having"]
    of_readers = reader_features(text, statements, model)
    rows = [[*row, *added] for row, added in zip(features, of_readers, strict=True)]
    return {
        statement.text: probability(whole, row) * probability(worth_having, row)
        for statement, row in zip(statements, rows, strict=True)
    }
