"""Scores of topic boundaries and key phrases.

Pk after Beeferman, Berger & Lafferty, "Statistical Models for Text Segmentation" (1999): how often two turns, half a
mean topic apart, are wrongly held to be in the same or in different topics. Lower is better, and finding no boundary
at all nearly wins it, so the F1 of boundaries within ten turns stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mina.insights.words import content_stems

TOLERANCE_TURNS = 10


def pk(gold: Sequence[int], found: Collection[int], size: int) -> float:
    """Pk in percent of boundaries (indices of the first turns) in a meeting of `size` turns."""
    window = max(2, round(size / (len(gold) + 1) / 2))
    left, right = _topic_numbers(gold, size), _topic_numbers(found, size)
    places = size - window
    if places <= 0:
        return 0.0
    wrong = sum((left[i] == left[i + window]) != (right[i] == right[i + window]) for i in range(places))
    return 100 * wrong / places


def boundary_f1(gold: Collection[int], found: Sequence[int]) -> float:
    """F1 in percent; each gold boundary is matched once, by one at most `TOLERANCE_TURNS` turns away."""
    free = set(gold)
    hits = 0
    for boundary in found:
        near = [other for other in free if abs(boundary - other) <= TOLERANCE_TURNS]
        if near:
            free.remove(min(near, key=lambda other: abs(boundary - other)))
            hits += 1
    return 200 * hits / (len(gold) + len(found)) if hits else 0.0


def phrase_precision_recall(phrases: Sequence[str], titles: Sequence[str]) -> tuple[float, float]:
    """Precision and recall, 0..1, of the stems of key phrases against the content stems of topic titles."""
    gold = set(content_stems(" ".join(titles)))
    found = {stem for phrase in phrases for stem in content_stems(phrase)}
    shared = len(gold & found)
    return shared / max(1, len(found)), shared / max(1, len(gold))


def _topic_numbers(boundaries: Collection[int], size: int) -> list[int]:
    starts, numbers, number = set(boundaries), [], 0
    for index in range(size):
        number += index in starts
        numbers.append(number)
    return numbers
