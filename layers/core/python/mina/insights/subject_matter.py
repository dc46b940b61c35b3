"""How much a meeting is about what a statement says: how often its words and pairs of words occur there."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from mina.insights.meeting_text import MeetingText
from mina.insights.statements import Statement
from mina.insights.weights import Weights
from mina.insights.words import STOP_WORDS, stem, tokens

SUBJECT_FEATURES = [
    "said_once",
    "share_said_once",
    "mean_count",
    "top_count",
    "content_words",
    "content_rate",
    "content_pairs",
    "pairs_said_again",
    "top_pair_count",
    "unknown",
    "mean_rarity",
    "nouns",
    "verbs",
    "letters",
    "letters_a_word",
]
_NOUN = 0.7


def subject_features(text: MeetingText, statements: Sequence[Statement], model: Weights) -> list[list[float]]:
    """Features in the order of `SUBJECT_FEATURES` for every statement of a meeting."""
    counts = Counter(word for row in text.stems for word in row)
    pair_counts = Counter(pair for words in text.words for pair in pairwise(map(stem, words)))
    return [_features(statement, counts, pair_counts, model) for statement in statements]


def _features(
    statement: Statement, counts: Counter[str], pair_counts: Counter[tuple[str, str]], model: Weights
) -> list[float]:
    words = tokens(statement.text)
    size = len(words) or 1
    content = sorted(set(statement.stems))
    logs = [math.log(1 + counts[word]) for word in content] or [0.0]
    once = sum(counts[word] == 1 for word in content)
    pairs = [pair for pair in statement.pairs if pair[0] not in STOP_WORDS and pair[1] not in STOP_WORDS]
    odds = [model.noun_odds.get(word, 0.0) for word in words if word not in STOP_WORDS]
    return [
        once,
        once / (len(content) or 1),
        sum(logs) / len(logs),
        max(logs),
        len(content) / 5,
        len(statement.stems) / size,
        len(pairs),
        sum(pair_counts[pair] > 1 for pair in pairs),
        math.log(1 + max((pair_counts[pair] for pair in pairs), default=0)),
        sum(word not in model.meetings_with for word in statement.stems),
        sum(map(model.rarity, statement.stems)) / (len(statement.stems) or 1),
        sum(value >= _NOUN for value in odds) / size * 5,
        sum(value < 0 for value in odds) / size * 5,
        math.log(len(statement.text) or 1),
        len(statement.text) / size,
    ]
