"""Wordings that the gate refused and that read well all the same: what the network makes of the most promising ones."""

from __future__ import annotations

from collections.abc import Sequence

from mina.insights.meeting_text import MeetingText
from mina.insights.readability import MOST_READ, told_readabilities
from mina.insights.reading_network import readings
from mina.insights.salience import word_importance
from mina.insights.statement_worth import statement_features
from mina.insights.statements import Statement, refused_by_gate

_LEAST_GOOD = 0.8


def second_reading(text: MeetingText, statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a meeting with those that the gate refused and the network is sure of, in order.

    Where the gate let through so many that the network has enough to read, they are what they were.
    """
    room = MOST_READ - len(statements)
    refused = refused_by_gate(text, statements) if room > 0 else []
    if not refused:
        return list(statements)
    candidates = [*statements, *refused]
    told = told_readabilities(text, candidates, statement_features(text, word_importance(text), candidates))
    promising = sorted(refused, key=lambda statement: -told[statement.text])[:room]
    found = readings([statement.text for statement in promising])
    let_in = [s for s, reading in zip(promising, found, strict=True) if reading.good >= _LEAST_GOOD]
    return sorted([*statements, *let_in], key=lambda statement: statement.index)
