"""Which statements to take when words are few: greedy coverage of what matters, within a budget.

After Lin & Bilmes, "A Class of Submodular Functions for Document Summarization" (2011): a word counts once, so the
next statement taken is the one that adds most for its length.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from heapq import heapify, heappop, heappush

from mina.insights.statements import Statement

_WORTH = 1.5
_COVERAGE = 0.65
_LENGTH_POWER = 0.2
_SEEN = 0.05


def best_statements(
    statements: Sequence[Statement],
    importance: Mapping[str, float],
    worths: Sequence[float],
    max_words: int,
    covered: Collection[str] = (),
) -> list[Statement]:
    """Statements of at most `max_words` words together, in the order in which they were taken."""
    seen: set[str] = set(covered)

    def gain(position: int) -> float:
        statement = statements[position]
        value = sum(importance.get(w, 0.0) * (_SEEN if w in seen else 1.0) for w in sorted(set(statement.stems)))
        return (_COVERAGE * value + _WORTH * worths[position]) / math.pow(statement.words, _LENGTH_POWER)

    queue = [(-gain(position), position) for position in range(len(statements))]
    heapify(queue)
    left = max_words
    taken: list[Statement] = []
    while queue:
        _, position = heappop(queue)
        if statements[position].words > left:
            continue
        # A gain only ever falls, so one that is still on top when computed anew is the best of all.
        value = -gain(position)
        if queue and (value, position) > queue[0]:
            heappush(queue, (value, position))
            continue
        taken.append(statements[position])
        left -= statements[position].words
        seen.update(statements[position].stems)
    return taken
