"""Finds what was claimed twice: the same task in two parts of a meeting is one task with two pieces of evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from mina.domain.insight import Decision, ExtractedTask, OpenQuestion
from mina.insights.words import content_stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mina.domain.evidence import Evidence

Claim = TypeVar("Claim", ExtractedTask, Decision, OpenQuestion)

_ALIKE = 0.6


def without_repetitions(claims: Sequence[Claim], text_of: Callable[[Claim], str]) -> tuple[Claim, ...]:
    """Each claim once, in order of first mention. Of two alike the surer one stays, with the evidence of both.

    Alike: three fifths of their content words in common (Jaccard), and no two different owners.
    """
    kept: list[Claim] = []
    for claim in claims:
        index = next((i for i, other in enumerate(kept) if _is_same(claim, other, text_of)), None)
        if index is None:
            kept.append(claim)
        else:
            kept[index] = _joined(kept[index], claim)
    return tuple(kept)


def _is_same(one: Claim, other: Claim, text_of: Callable[[Claim], str]) -> bool:
    if isinstance(one, ExtractedTask) and isinstance(other, ExtractedTask):
        if one.owner and other.owner and one.owner.casefold() != other.owner.casefold():
            return False
        if one.due_date and other.due_date and one.due_date != other.due_date:
            return False
    mine, others = set(content_stems(text_of(one))), set(content_stems(text_of(other)))
    if not mine or not others:
        return text_of(one).casefold() == text_of(other).casefold()
    return len(mine & others) / len(mine | others) >= _ALIKE


def _joined(first: Claim, second: Claim) -> Claim:
    surer, other = (second, first) if second.confidence > first.confidence else (first, second)
    evidence: tuple[Evidence, ...] = tuple(sorted({*first.evidence, *second.evidence}, key=lambda item: item.seq))
    joined = replace(surer, evidence=evidence)
    if isinstance(joined, ExtractedTask) and isinstance(other, ExtractedTask):
        if joined.owner is None:
            joined = replace(joined, owner=other.owner)
        if joined.due_date is None:
            joined = replace(joined, due_date=other.due_date, due_phrase=other.due_phrase)
    return joined
