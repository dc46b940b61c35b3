"""Finding: words, "phrases", and beginnings*; ranked."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.errors import Invalid
from mina.domain.postings import SUMMARY_BASE, follow_each_other, places
from mina.domain.terms import PREFIX_LENGTH, bucket_of, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mina.ports.search_index import Block, Found
    from mina.ports.stores import Stores

MOST_CLAUSES = 8
MOST_REQUESTS = 14
MOST_RANKED = 1_000
SATURATION = 1.2
INSIGHT_WEIGHT = 1.25
"""A sentence of the summary, or a task, says the same in fewer words."""
_QUOTED_OR_WORD = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')

Place = tuple[str, int]
"""Session id and unit."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A word; several that have to follow each other; or the beginning of a word. `is_needed`: it was quoted."""

    terms: tuple[str, ...]
    is_prefix: bool = False
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    found: Found
    score: float


@dataclass(frozen=True, slots=True)
class _Match:
    """How often a clause occurs in each unit of one meeting."""

    session_id: str
    counts: Mapping[int, int]


def find(text: str, workspace_id: str, start: int, limit: int, stores: Stores) -> tuple[list[Hit], int | None]:
    """The best hits from `start` on, and where the next page starts. Raises `Invalid` where nothing is asked for.

    Units that hold all that was asked for come first, then those with less. At most 15 requests.
    """
    clauses = clauses_of(text)
    buckets = {bucket_of(term) for clause in clauses for term in clause.terms}
    blocks = stores.search.blocks(workspace_id, buckets, MOST_REQUESTS)
    ranked = _ranked(clauses, blocks)
    page = ranked[start : start + limit]
    units = stores.search.units([place for place, _ in page])
    hits = [Hit(found, score) for found, (_, score) in zip(units, page, strict=True) if found]
    return hits, start + limit if len(ranked) > start + limit else None


def clauses_of(text: str) -> list[Clause]:
    """What is asked for. Quotes make a phrase, a star at its end the beginning of a word."""
    clauses: list[Clause] = []
    for match in _QUOTED_OR_WORD.finditer(text):
        quoted = match.group(1) if match.group(1) is not None else match.group(2)
        word = match.group(3) or ""
        terms = tuple(terms_of(quoted if quoted is not None else word))
        if not terms:
            continue
        if quoted is not None:
            clauses.append(Clause(terms, is_needed=True))
        elif len(terms) > 1:
            clauses.append(Clause(terms))
        else:
            clauses.append(Clause(terms, is_prefix=word.endswith("*") and len(terms[0]) >= PREFIX_LENGTH))
    if not clauses:
        raise Invalid("q", "has to name a word to look for")
    if len({term for clause in clauses for term in clause.terms}) > MOST_CLAUSES:
        raise Invalid("q", f"names more than {MOST_CLAUSES} words")
    return list(dict.fromkeys(clauses))


def _ranked(clauses: Sequence[Clause], blocks: Mapping[int, Sequence[Block]]) -> list[tuple[Place, float]]:
    times = {block.session_id: block.place for row in blocks.values() for block in row}
    scores: dict[Place, float] = defaultdict(float)
    covered: dict[Place, set[int]] = defaultdict(set)
    for number, clause in enumerate(clauses):
        matches = _matches(clause, blocks)
        frequency = sum(len(match.counts) for match in matches)
        rarity = math.log(1 + 1_000_000 / max(1, frequency))
        for match in matches:
            for unit, count in match.counts.items():
                place = (match.session_id, unit)
                scores[place] += rarity * count * (1 + SATURATION) / (count + SATURATION) * len(clause.terms)
                covered[place].add(number)
    needed = {number for number, clause in enumerate(clauses) if clause.is_needed}
    ranked = [
        (place, round(score * _weight(place, len(covered[place]) / len(clauses)), 4))
        for place, score in scores.items()
        if needed <= covered[place]
    ]
    newest_first = sorted(ranked, key=lambda row: (times[row[0][0]], -row[0][1]), reverse=True)
    return sorted(newest_first, key=lambda row: -row[1])[:MOST_RANKED]


def _weight(place: Place, coverage: float) -> float:
    return coverage**2 * (INSIGHT_WEIGHT if place[1] >= SUMMARY_BASE else 1.0)


def _matches(clause: Clause, blocks: Mapping[int, Sequence[Block]]) -> list[_Match]:
    if clause.is_prefix:
        prefix = clause.terms[0]
        row = blocks.get(bucket_of(prefix), ())
        return [_Match(block.session_id, _prefix_counts(block, prefix)) for block in row]
    by_session: dict[str, list[Mapping[int, Sequence[int]]]] = defaultdict(list)
    for term in clause.terms:
        for block in blocks.get(bucket_of(term), ()):
            if term in block.postings:
                by_session[block.session_id].append(places(block.postings[term]))
    if len(clause.terms) == 1:
        return [_Match(session, _counts(rows[0])) for session, rows in by_session.items()]
    whole = [(session, rows) for session, rows in by_session.items() if len(rows) == len(clause.terms)]
    return [_Match(session, follow_each_other(rows)) for session, rows in whole]


def _counts(row: Mapping[int, Sequence[int]]) -> dict[int, int]:
    return {unit: len(positions) for unit, positions in row.items()}


def _prefix_counts(block: Block, prefix: str) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    matching: Iterable[Sequence[int]] = (row for term, row in block.postings.items() if term.startswith(prefix))
    for row in matching:
        for unit, positions in places(row).items():
            counts[unit] += len(positions)
    return dict(counts)
