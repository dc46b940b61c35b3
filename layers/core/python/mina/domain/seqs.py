"""Sets of seqs as sorted, closed ranges: what is stored, what is acknowledged, what is missing."""

from __future__ import annotations

from collections.abc import Iterable

Ranges = tuple[tuple[int, int], ...]
"""Sorted, disjoint, not touching: ((1, 40), (46, 50))."""


def merge(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """The same set in its one shortest form, whatever overlaps or touches."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def missing(stored: Ranges, last_seq: int) -> Ranges:
    """What of 1..`last_seq` is not in `stored`; empty where `last_seq` is 0."""
    gaps: list[tuple[int, int]] = []
    expected = 1
    for first, last in stored:
        if first > last_seq:
            break
        if first > expected:
            gaps.append((expected, first - 1))
        expected = max(expected, last + 1)
    if expected <= last_seq:
        gaps.append((expected, last_seq))
    return tuple(gaps)
