"""Query parameters, read and checked; and how the OpenAPI document describes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from mina.domain.errors import Invalid
from mina.edge.api.route import Parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mina.edge.http import Request

MAX_TEXT = 200
Kind = TypeVar("Kind", bound=StrEnum)

CURSOR = Parameter("cursor", "Where the page starts: `next_cursor` of the page before.")
TRUTHS = {"true": True, "1": True, "false": False, "0": False}
BOOLEAN = {"type": "boolean"}
DATE = {"type": "string", "format": "date"}
TIME = {"type": "string", "format": "date-time"}


def limit_parameter(default: int, most: int) -> Parameter:
    return Parameter(
        "limit", "How many items at most.", {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    )


def choice(name: str, description: str, kind: type[StrEnum]) -> Parameter:
    return Parameter(name, description, {"type": "string", "enum": [item.value for item in kind]})


def limit_of(request: Request, default: int, most: int) -> int:
    return whole_number(request, "limit", default, 1, most)


def whole_number(request: Request, name: str, default: int, least: int, most: int) -> int:
    text = request.query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 15 and least <= int(text) <= most):
        raise Invalid(name, f"has to be a whole number from {least} to {most}")
    return int(text)


def path_number(request: Request, name: str) -> int:
    """A number in the path. What is none names nothing: `Invalid`."""
    text = request.path[name]
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Invalid(name, "has to be a whole number")
    return int(text)


def text_of(request: Request, name: str, most: int = MAX_TEXT) -> str | None:
    text = request.query.get(name)
    if text is None or not text.strip():
        return None
    if len(text) > most:
        raise Invalid(name, f"has at most {most} characters")
    return text.strip()


def truth_of(request: Request, name: str) -> bool:
    text = request.query.get(name)
    if text is None:
        return False
    if text.lower() not in TRUTHS:
        raise Invalid(name, "has to be true or false")
    return TRUTHS[text.lower()]


def choice_of(request: Request, name: str, kind: type[Kind]) -> Kind | None:
    text = request.query.get(name)
    if text is None:
        return None
    try:
        return kind(text)
    except ValueError as error:
        raise Invalid(name, f"has to be one of {', '.join(item.value for item in kind)}") from error


def day_of(request: Request, name: str) -> date | None:
    text = request.query.get(name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(name, "has to be a date such as 2026-11-21") from error


def moment_of(request: Request, name: str, *, is_end: bool = False) -> datetime | None:
    """A day or a time, in UTC unless it says otherwise. A day as the end of a range takes the whole day in."""
    text = request.query.get(name)
    if text is None:
        return None
    try:
        if len(text) <= len("2026-11-21"):
            start = datetime.combine(date.fromisoformat(text), time(), UTC)
            return start + timedelta(days=1) if is_end else start
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid(name, "has to be a date or a time such as 2026-11-21T09:00:00Z") from error


def require_order(first: object, last: object, names: Sequence[str] = ("from", "to")) -> None:
    if first is not None and last is not None and first > last:  # type: ignore[operator]  # both of one kind
        raise Invalid(names[1], f"comes before {names[0]}")
