"""Which statements to take when words are few: greedy coverage of what matters, within a budget.

After Lin & Bilmes, "A Class of Submodular Functions for Document Summarization" (2011): a word counts once, so the
next statement taken is the one that adds most for its length.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

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
            gain = (_COVERAGE * gain + _WORTH * worths[position]) / statement.words**_LENGTH_POWER
            if gain > best_gain:
                best, best_gain = position, gain
        if best < 0:
            break
        rest.remove(best)
        taken.append(statements[best])
        left -= statements[best].words
        seen.update(statements[best].stems)
    return taken
