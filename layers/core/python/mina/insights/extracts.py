"""Which statements to take when words are few: greedy coverage of what matters, within a budget.

After Lin & Bilmes, "A Class of Submodular Functions for Document Summarization" (2011): what was said already counts
less and less, so the next statement taken is the one that adds most for its length.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from mina.insights.reading import MeetingReading
from mina.insights.repetition import function_word_share, pair_share
from mina.insights.statement_worth import statement_worths
from mina.insights.statements import Pair, Statement
from mina.insights.word_pairs import pair_importance

_WORTH = 1.6
_COVERAGE = 0.8
_PAIRS = 2.9
_FUNCTION_WORDS = 0.16
_LENGTH_POWER = 0.77
_READABILITY_POWER = 0.14
_NETWORK_SHARE = 0.82
_DOUBT = 0.01
_SEEN = 0.05


@dataclass(frozen=True, slots=True)
class Merits:
    """What speaks for a statement: its words and pairs of words, and itself (by its text); each 0..1.

    `told` is how well it reads by the models, `good` by the network where that read it.
    """

    words: Mapping[str, float]
    pairs: Mapping[Pair, float]
    worths: Mapping[str, float]
    told: Mapping[str, float]
    good: Mapping[str, float]

    def readability(self, text: str) -> float:
        """How well a statement reads, 0..1: the weighted geometric mean of what the network and the models think."""
        good, told = self.good.get(text, 0.0) + _DOUBT, self.told[text] + _DOUBT
        return math.pow(good, _NETWORK_SHARE) * math.pow(told, 1 - _NETWORK_SHARE)


def merits_of(reading: MeetingReading) -> Merits:
    """The merits of all the statements of a meeting."""
    statements, found = reading.statements, reading.found
    features = [reading.features[statement.text] for statement in statements]
    reported = {s.text: found[s.text].reported for s in statements if s.text in found}
    worths = statement_worths(statements, features, reported)
    return Merits(
        reading.importance,
        pair_importance(reading.text, reading.importance, statements),
        {statement.text: worth for statement, worth in zip(statements, worths, strict=True)},
        reading.told,
        {wording: read.good for wording, read in found.items()},
    )


@dataclass(slots=True)
class _Said:
    """What the statements taken so far say, and how often."""

    statements: list[Statement] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    pairs: Counter[Pair] = field(default_factory=Counter)
    function_words: Counter[str] = field(default_factory=Counter)

    def add(self, statement: Statement) -> None:
        self.statements.append(statement)
        self.words.update(statement.stems)
        self.pairs.update(statement.pairs)
        self.function_words.update(statement.function_words)

    def tells(self, statement: Statement) -> bool:
        """Whether a statement is a clause of one taken from the same sentence, or the other way round."""
        text = _bare(statement)
        return any(
            other.index == statement.index and (text in _bare(other) or _bare(other) in text)
            for other in self.statements
        )


def best_statements(
    statements: Sequence[Statement], merits: Merits, max_words: int, after: Sequence[Statement] = ()
) -> list[Statement]:
    """Statements of at most `max_words` words together, in the order in which they were taken.

    What the statements in `after` say already counts little.
    """
    said = _Said()
    for statement in after:
        said.add(statement)
    queue = [(-_gain(statement, merits, said), position) for position, statement in enumerate(statements)]
    heapify(queue)
    left = max_words
    taken: list[Statement] = []
    while queue:
        _, position = heappop(queue)
        statement = statements[position]
        if statement.words > left or said.tells(statement):
            continue
        # A gain only ever falls, so one that is still on top when computed anew is the best of all.
        value = -_gain(statement, merits, said)
        if queue and (value, position) > queue[0]:
            heappush(queue, (value, position))
            continue
        taken.append(statement)
        left -= statement.words
        said.add(statement)
    return taken


def _gain(statement: Statement, merits: Merits, said: _Said) -> float:
    """What a statement adds to what was said, for its length."""
    words = sum(merits.words.get(w, 0.0) * (_SEEN if w in said.words else 1.0) for w in sorted(set(statement.stems)))
    pairs = sum(
        merits.pairs.get(pair, 0.0) * pair_share(pair, said.pairs[pair], times)
        for pair, times in Counter(statement.pairs).items()
    )
    function_words = sum(
        function_word_share(word, said.function_words[word], times)
        for word, times in Counter(statement.function_words).items()
    )
    value = (
        _COVERAGE * words + _PAIRS * pairs + _FUNCTION_WORDS * function_words + _WORTH * merits.worths[statement.text]
    )
    readability = math.pow(merits.readability(statement.text), _READABILITY_POWER)
    return readability * value / math.pow(statement.words, _LENGTH_POWER)


def _bare(statement: Statement) -> str:
    return statement.text.lower().rstrip(".!")
