"""Scores of extracted items against what annotators linked: item F1, precision of the first five, owners."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mina_cli.evaluate.gold_items import GoldItem

NEAR = 3
"""An item counts as found within so many utterances of a linked one."""
_ROLES = {
    "Industrial Designer": r"\b(?:industrial designer|ID|I_D_)\b",
    "User Interface": r"\b(?:user interface designer|user interface|UI|UID|interface designer|interface specialist)\b",
    "Marketing": r"\b(?:marketing(?: expert| executive)?|ME)\b",
    "Project Manager": r"\b(?:project manager|PM)\b",
}
_PREDICATE = re.compile(r"\b(?:will|should|must|has to|have to|needs? to|is going to|was|were|are|is)\b")
_EVERYONE = re.compile(r"\b(?:group|team|everyone|all|participants|members|they|each)\b", re.IGNORECASE)
NO_ONE = "*"


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An extracted item, best first in its list: the seqs of its evidence and its owner."""

    seqs: frozenset[int]
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class ItemScores:
    """Percentages over all meetings together. `owners` of matched items whose gold sentence names one role."""

    precision: float
    recall: float
    f1: float
    precision_at_5: float
    owners: float
    owners_counted: int
    found: int
    gold: int


def score_items(meetings: Sequence[tuple[Sequence[FoundItem], Sequence[GoldItem]]]) -> ItemScores:
    """Scores of the found items of each meeting against its gold items."""
    hits = found = recalled = gold = first_hits = first = right = owned = 0
    for items, truths in meetings:
        near = _widened({seq for truth in truths for seq in truth.seqs})
        hit = [not near.isdisjoint(item.seqs) for item in items]
        reached = _widened({seq for item in items for seq in item.seqs})
        hits, found = hits + sum(hit), found + len(items)
        first_hits, first = first_hits + sum(hit[:5]), first + len(hit[:5])
        gold += len(truths)
        for truth in truths:
            if truth.seqs.isdisjoint(reached):
                continue
            recalled += 1
            owner = gold_owner(truth.text)
            if owner:
                owned += 1
                right += owner in _owners(items, truth)
    precision, recall = _percent(hits, found), _percent(recalled, gold)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return ItemScores(precision, recall, f1, _percent(first_hits, first), _percent(right, owned), owned, found, gold)


def gold_owner(text: str) -> str | None:
    """The one role that a gold sentence makes responsible, `NO_ONE` for a group, None where it cannot be told."""
    head = _PREDICATE.split(text)[0]
    roles = [role for role, pattern in _ROLES.items() if re.search(pattern, head, re.IGNORECASE)]
    if len(roles) == 1:
        return roles[0]
    return NO_ONE if _EVERYONE.search(head) else None


def _owners(items: Sequence[FoundItem], truth: GoldItem) -> set[str]:
    near = _widened(truth.seqs)
    matched = [item for item in items if not near.isdisjoint(item.seqs)]
    exact = [item for item in matched if not truth.seqs.isdisjoint(item.seqs)] or matched
    return {item.owner or NO_ONE for item in exact}


def _widened(seqs: Collection[int]) -> set[int]:
    return {seq + step for seq in seqs for step in range(-NEAR, NEAR + 1)}


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
