"""Takes fields out of an answer that fits its schema."""

from __future__ import annotations

from collections.abc import Mapping

from mina.services.insights.transcript import one_line

Row = Mapping[str, object]


def rows(answer: Row, name: str) -> list[Row]:
    """A list of objects; empty where the model gave null."""
    value = answer.get(name)
    return value if isinstance(value, list) else []


def text(row: Row, name: str) -> str:
    """A text on one line without control characters; empty where the model gave null."""
    value = row.get(name)
    return one_line(value) if isinstance(value, str) else ""


def numbers(row: Row, name: str) -> list[int]:
    value = row.get(name)
    return value if isinstance(value, list) else []


def confidence(row: Row) -> float:
    """0..1, whatever the model said."""
    value = row.get("confidence")
    return round(float(min(max(value, 0), 1)), 3) if isinstance(value, int | float) else 0.0
