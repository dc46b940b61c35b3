"""The gate as the tests of its rules ask it: one text at a time."""

from __future__ import annotations

from mina.insights.meeting_text import read_meeting
from mina.insights.standing_alone import is_whole, may_be_told
from mina.insights.statements import statements_of

from .meetings import in_turn


def reads_well(text: str) -> bool:
    return may_be_told(text) and is_whole(text)


def statement(text: str) -> str | None:
    """The first statement of a meeting in which nothing else is said."""
    return next((told.text for told in statements_of(read_meeting(in_turn([("Anna", text)])))), None)
