"""Which statements to take when words are few: greedy coverage of what matters, within a budget.

After Lin & Bilmes, "A Class of Submodular Functions for Document Summarization" (2011): a word counts once, so the
next statement taken is the one that adds most for its length.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mina.insights.meeting_text import MeetingText
from mina.insights.statements import statement_of
from mina.insights.words import content_stems

_PRIOR = 1.75
_COVERAGE = 0.65
_LENGTH_POWER = 0.4
_SEEN = 0.05
_PAIRS = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and the sentence (by its index) that it was made from."""

    index: int
    text: str
    stems: tuple[str, ...]
    words: int


def statements_of(text: MeetingText) -> list[Statement]:
    """Every sentence of a meeting that stands alone, in order."""
    found = []
    for index, sentence in enumerate(text.sentences):
        statement = statement_of(sentence)
        if statement:
            found.append(Statement(index, statement, tuple(content_stems(statement)), len(statement.split())))
    return found


def best_statements(
    statements: Sequence[Statement],
    importance: Mapping[str, float],
    priors: Sequence[float],
    max_words: int,
    covered: Collection[str] = (),
) -> list[Statement]:
    """Statements of at most `max_words` words together, in the order in which they were taken."""
    seen: set[str] = set(covered)
    seen_pairs: set[tuple[str, str]] = set()
    pairs = [set(zip(s.stems, s.stems[1:], strict=False)) for s in statements]
    frequency = Counter(pair for own in pairs for pair in own)
    rest = list(range(len(statements)))
    left = max_words
    taken: list[Statement] = []
    while rest:
        best, best_gain = -1, 0.0
        for position in rest:
            statement = statements[position]
            if statement.words > left:
                continue
            gain = sum(importance.get(w, 0.0) * (_SEEN if w in seen else 1.0) for w in set(statement.stems))
            gain += _PAIRS * sum(
                math.sqrt(importance.get(a, 0.0) * importance.get(b, 0.0)) * min(1.0, (frequency[a, b] - 1) / 2)
                for a, b in pairs[position]
                if (a, b) not in seen_pairs
            )
            gain = (_COVERAGE * gain + _PRIOR * priors[statement.index]) / statement.words**_LENGTH_POWER
            if gain > best_gain:
                best, best_gain = position, gain
        if best < 0:
            break
        rest.remove(best)
        taken.append(statements[best])
        left -= statements[best].words
        seen.update(statements[best].stems)
        seen_pairs |= pairs[best]
    return taken
