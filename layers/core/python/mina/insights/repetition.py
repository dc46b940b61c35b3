"""How often a report says the same again: the chance that it holds a pair of words, or a function word, once more.

A report says "of the" several times and "remote control" often; a statement that brings the second adds to it, though
less than the first. Reports differ in length; these are chances for one of about a hundred words.
"""

from __future__ import annotations

import math
from functools import lru_cache

from mina.insights.statements import Pair
from mina.insights.weights import weights

_MOST = 12
_USUALLY_AGAIN = 0.1


def pair_share(pair: Pair, before: int, times: int) -> float:
    """What `times` more of a pair are worth after so many `before`, where the first is worth one."""
    again = weights().pairs_again.get(f"{pair[0]}+{pair[1]}", _USUALLY_AGAIN)
    return sum(again**count for count in range(before, before + times))


def function_word_share(word: str, before: int, times: int) -> float:
    """How many of `times` more of a function word, after so many `before`, a report can be expected to hold."""
    mean = weights().function_words.get(word)
    return sum(_chances(mean)[before : before + times]) if mean else 0.0


@lru_cache(maxsize=1024)
def _chances(mean: float) -> tuple[float, ...]:
    """The chances that a word stands at least once, twice … in a report that holds so many on average (Poisson)."""
    less, chance, chances = 0.0, math.exp(-mean), []
    for count in range(1, _MOST + 1):
        less += chance
        chances.append(max(0.0, 1 - less))
        chance *= mean / count
    return tuple(chances)
