"""Sums of insights, which can be added up and taken away again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class InsightSums:
    """What the insights of meetings add up to. `speakers`: name → milliseconds, words, turns, by that name;
    `topics`: title → times, milliseconds. `sentiment` is the sum of score × milliseconds over `sentiment_ms`.
    """

    meetings: int = 0
    words: int = 0
    talk_ms: int = 0
    questions: int = 0
    tasks: int = 0
    sentiment: float = 0.0
    sentiment_ms: int = 0
    speakers: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    topics: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def added(one: InsightSums, other: InsightSums, sign: int = 1) -> InsightSums:
    """Both together; with `sign` -1 the other taken away. What has come to nothing is left out."""
    values: dict[str, object] = {}
    for column in fields(InsightSums):
        mine, theirs = getattr(one, column.name), getattr(other, column.name)
        if isinstance(mine, int | float):
            values[column.name] = mine + sign * theirs
            continue
        rows = dict(mine)
        for name, row in theirs.items():
            old = rows.get(name, (0,) * len(row))
            rows[name] = tuple(a + sign * b for a, b in zip(old, row, strict=True))
        values[column.name] = {name: row for name, row in rows.items() if any(number > 0 for number in row)}
    return InsightSums(**values)  # type: ignore[arg-type]  # by the same fields
