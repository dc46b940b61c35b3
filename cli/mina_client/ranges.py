"""Sets of seqs as the protocol writes them: closed ranges `[[from, to], …]`, ascending and apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Range = tuple[int, int]


def merged(ranges: Iterable[Sequence[int]]) -> tuple[Range, ...]:
    """The same seqs, ascending, with touching and overlapping ranges made one; empty ranges vanish."""
    result: list[Range] = []
    for first, last in sorted((r[0], r[1]) for r in ranges if r[0] <= r[1]):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return tuple(result)


def missing(stored: Iterable[Sequence[int]], last_seq: int) -> tuple[Range, ...]:
    """What `stored` lacks of 1 to `last_seq`."""
    result: list[Range] = []
    expected = 1
    for first, last in merged(stored):
        if first > last_seq:
            break
        if first > expected:
            result.append((expected, first - 1))
        expected = max(expected, last + 1)
    if expected <= last_seq:
        result.append((expected, last_seq))
    return tuple(result)


def covers(ranges: Sequence[Range], first: int, last: int) -> bool:
    """Whether the merged `ranges` hold every seq from `first` to `last`."""
    index = bisect_right(ranges, (first, float("inf"))) - 1
    return index >= 0 and ranges[index][0] <= first and last <= ranges[index][1]


def size(ranges: Iterable[Sequence[int]]) -> int:
    """How many seqs the ranges hold."""
    return sum(last - first + 1 for first, last in merged(ranges))
