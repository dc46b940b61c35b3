"""Where terms occur in a meeting: built from its units (segments, sentences, tasks), cut into buckets and chunks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mina.domain.terms import bucket_of, terms_of

CHUNK = 32
SUMMARY_BASE = 500_000
TASK_BASE = 600_000
"""Units from here up are sentences of the summary, and tasks; below are segments in reading order."""

Postings = dict[str, list[int]]
"""Term → unit, how often, positions …, unit, how often, …; flat, because there are many."""


class UnitKind(StrEnum):
    SEGMENT = "segment"
    SUMMARY = "summary"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is found as a whole. `seq` and `start_ms` say where it was said, None where nowhere."""

    number: int
    text: str
    seq: int | None = None
    start_ms: int | None = None
    speaker: str | None = None

    @property
    def kind(self) -> UnitKind:
        if self.number >= TASK_BASE:
            return UnitKind.TASK
        return UnitKind.SUMMARY if self.number >= SUMMARY_BASE else UnitKind.SEGMENT


def buckets_of(units: Iterable[Unit]) -> dict[int, Postings]:
    """The postings of these units by bucket; units have to come in the order of their numbers."""
    buckets: dict[int, Postings] = defaultdict(dict)
    for unit in units:
        places: dict[str, list[int]] = defaultdict(list)
        for position, term in enumerate(terms_of(unit.text)):
            places[term].append(position)
        for term, positions in places.items():
            row = buckets[bucket_of(term)].setdefault(term, [])
            row += [unit.number, len(positions), *positions]
    return dict(buckets)


def chunks_of(units: Iterable[Unit]) -> dict[int, list[Unit]]:
    chunks: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        chunks[unit.number // CHUNK].append(unit)
    return dict(chunks)


def places(row: Sequence[int]) -> dict[int, Sequence[int]]:
    """A term's flat postings as unit → positions."""
    found: dict[int, Sequence[int]] = {}
    index = 0
    while index < len(row):
        unit, count = row[index], row[index + 1]
        found[unit] = row[index + 2 : index + 2 + count]
        index += 2 + count
    return found


def follow_each_other(rows: Sequence[Mapping[int, Sequence[int]]]) -> dict[int, int]:
    """How often the terms of a phrase follow each other, by unit; `rows` are the places of its terms in order."""
    found: dict[int, int] = {}
    for unit in set.intersection(*(set(row) for row in rows)) if rows else set():
        later = [set(row[unit]) for row in rows[1:]]
        count = sum(
            all(start + offset in positions for offset, positions in enumerate(later, 1)) for start in rows[0][unit]
        )
        if count:
            found[unit] = count
    return found
