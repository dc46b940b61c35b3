"""Cuts a long meeting into parts that a model can read at once: at topics, else at the longest pauses."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mina.services.insights.budget import estimate_tokens
from mina.services.insights.transcript import render_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mina.domain.segment import Segment


@dataclass(frozen=True, slots=True)
class Chunk:
    """`segments` are neighbours; `first_line` counts lines from 1 over the whole meeting."""

    segments: tuple[Segment, ...]
    first_line: int
    tokens: int


def cut(segments: Sequence[Segment], budget_tokens: int, topic_starts: Collection[int] = ()) -> tuple[Chunk, ...]:
    """Every segment in exactly one chunk, in order, each chunk within `budget_tokens`.

    `topic_starts` are the seqs that begin a topic: chunks end there where they can. Only a segment that is longer than
    the budget by itself makes a chunk that exceeds it: nothing is ever cut out of a text.
    """
    costs = [estimate_tokens(render_line(index + 1, segment)) + 1 for index, segment in enumerate(segments)]
    spans: list[tuple[int, int]] = []
    for start, end in _topics(segments, topic_starts):
        spans.extend(_within(segments, costs, start, end, budget_tokens))
    return tuple(
        Chunk(tuple(segments[start:end]), start + 1, sum(costs[start:end]))
        for start, end in _packed(spans, costs, budget_tokens)
    )


def _topics(segments: Sequence[Segment], topic_starts: Collection[int]) -> list[tuple[int, int]]:
    starts = set(topic_starts)
    cuts = [0, *(i for i, segment in enumerate(segments) if i > 0 and segment.seq in starts), len(segments)]
    return [(start, end) for start, end in pairwise(cuts) if start < end]


def _within(
    segments: Sequence[Segment], costs: Sequence[int], start: int, end: int, budget_tokens: int
) -> list[tuple[int, int]]:
    """Halve a span at its longest pauses until each part fits. A stack rather than recursion: 10,000 segments."""
    fitting: list[tuple[int, int]] = []
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        if end - start == 1 or sum(costs[start:end]) <= budget_tokens:
            fitting.append((start, end))
        else:
            middle = _longest_pause(segments, start, end)
            waiting += [(middle, end), (start, middle)]
    return fitting


def _longest_pause(segments: Sequence[Segment], start: int, end: int) -> int:
    """The index before which to cut, in the middle half of the span; of equal pauses the most central."""
    quarter = (end - start) // 4
    candidates = range(max(start + 1, start + quarter), min(end, end - quarter + 1))
    centre = (start + end) / 2
    return max(candidates, key=lambda i: (segments[i].start_ms - segments[i - 1].end_ms, -abs(i - centre)))


def _packed(spans: Sequence[tuple[int, int]], costs: Sequence[int], budget_tokens: int) -> list[tuple[int, int]]:
    """Put neighbouring spans together as long as they fit: fewer questions, each with more to go by."""
    packed: list[tuple[int, int]] = []
    used = 0
    for start, end in spans:
        cost = sum(costs[start:end])
        if packed and used + cost <= budget_tokens:
            packed[-1] = (packed[-1][0], end)
            used += cost
        else:
            packed.append((start, end))
            used = cost
    return packed
