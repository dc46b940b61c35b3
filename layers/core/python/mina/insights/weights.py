"""The learned numbers beside this module: read once, when first needed.

`weights.json` is written by `tools/insights_training`; it holds stems with counts and coefficients, no text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, TypeVar

_Number = TypeVar("_Number", int, float)


@dataclass(frozen=True, slots=True)
class Weights:
    """`meetings` is the number of training meetings, `meetings_with` in how many of them a stem occurred.

    `summary_odds` is the log odds of a stem to be worth mentioning, `noun_odds` those of a word to stand as a noun.
    `pairs_reported` says in the reports on how many training meetings a pair of stems ("of+the") stands, `pairs_again`
    how likely a report that holds a pair holds it once more, `function_words` how often a report holds such a word.
    `orders_spoken` and `orders_reported` say how much more often than by chance two classes of words follow each other
    in talk and in reports (log odds). `stumps` are beginnings of words that are mostly said instead of the word.
    `models` maps a model's name to its coefficients in the order of its features.
    """

    meetings: int
    meetings_with: Mapping[str, int]
    summary_odds: Mapping[str, float]
    noun_odds: Mapping[str, float]
    pairs_reported: Mapping[str, int]
    pairs_again: Mapping[str, float]
    function_words: Mapping[str, float]
    orders_spoken: Mapping[str, float]
    orders_reported: Mapping[str, float]
    stumps: frozenset[str]
    models: Mapping[str, Sequence[float]]

    def rarity(self, stem: str) -> float:
        """Inverse document frequency of a stem: about 0 for one in every meeting, 5 for an unseen one."""
        return math.log((self.meetings + 1) / (self.meetings_with.get(stem, 0) + 0.5))


@cache
def weights() -> Weights:
    """The weights in use."""
    return parse_weights(json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8")))


def parse_weights(raw: Mapping[str, Any]) -> Weights:
    """`Weights` from their stored form. Words are stored as one string for each value, which keeps the file small."""
    return Weights(
        meetings=raw["meetings"],
        meetings_with=_by_word(raw["meetings_with"], int),
        summary_odds=_by_word(raw["summary_odds"], float),
        noun_odds=_by_word(raw["noun_odds"], float),
        pairs_reported=_by_word(raw["pairs_reported"], int),
        pairs_again=_by_word(raw.get("pairs_again", {}), float),
        function_words=_by_word(raw.get("function_words", {}), float),
        orders_spoken=_by_word(raw["orders_spoken"], float),
        orders_reported=_by_word(raw["orders_reported"], float),
        stumps=frozenset(raw["stumps"].split()),
        models=raw["models"],
    )


def _by_word(stored: Mapping[str, str], number: Callable[[str], _Number]) -> dict[str, _Number]:
    return {word: number(value) for value, words in stored.items() for word in words.split()}


def probability(coefficients: Sequence[float], features: Sequence[float]) -> float:
    """The logistic model's probability, 0..1."""
    return logistic(score(coefficients, features))


def score(coefficients: Sequence[float], features: Sequence[float]) -> float:
    """The linear model's value, in log odds. Raises `ValueError` if the lengths differ."""
    return sum(c * f for c, f in zip(coefficients, features, strict=True))


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value > -60 else 0.0
