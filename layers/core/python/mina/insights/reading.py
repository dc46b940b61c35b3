"""What is read of a meeting: its statements, what the models tell of each, and what the network makes of the best.

The models (`readability.py`) tell of all; the network (`reading_network.py`) takes some milliseconds for each, so it
reads those only that the models think best of: of what the gate let through, and of what it refused, so that a meeting
whose speakers hardly ever finish a sentence has statements too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mina.insights.meeting_text import MeetingText
from mina.insights.readability import told_readabilities
from mina.insights.reading_network import Reading, readings
from mina.insights.salience import word_importance
from mina.insights.statement_worth import statement_features
from mina.insights.statements import Statement, candidates_of

MOST_READ = 64
"""So many statements of a meeting are read by the network."""
READ_AGAIN = 24
"""So many of what the gate refused are read at least; where it let through little, as many as there is room for."""
_LEAST_GOOD = 0.5
"""What was refused is let in after all from here."""


@dataclass(frozen=True, slots=True)
class MeetingReading:
    """The statements of a meeting, in order, and what is known of them by their text.

    `importance` is that of the words (`salience.word_importance`), `features` those of `statement_worth`, `told` what
    the models tell (`readability.told_readabilities`), `found` what the network makes of those that it read.
    """

    text: MeetingText
    statements: Sequence[Statement]
    importance: Mapping[str, float]
    features: Mapping[str, Sequence[float]]
    told: Mapping[str, float]
    found: Mapping[str, Reading]


def reading_of(text: MeetingText) -> MeetingReading:
    """What is known of the statements of a meeting; those that the gate refused and that read well are among them."""
    candidates = candidates_of(text)
    passed = [statement for statement in candidates if not statement.refused]
    refused = [statement for statement in candidates if statement.refused]
    importance = word_importance(text)
    features = statement_features(text, importance, candidates)
    told = told_readabilities(text, candidates, features)
    again = _best(refused, told, max(READ_AGAIN, MOST_READ - len(passed)))
    read = [statement.text for statement in (*_best(passed, told, MOST_READ), *again)]
    found = dict(zip(read, readings(read), strict=True))
    let_in = [statement for statement in again if found[statement.text].good >= _LEAST_GOOD]
    return MeetingReading(
        text,
        sorted([*passed, *let_in], key=lambda statement: statement.index),
        importance,
        {statement.text: row for statement, row in zip(candidates, features, strict=True)},
        told,
        found,
    )


def _best(statements: Sequence[Statement], told: Mapping[str, float], most: int) -> list[Statement]:
    return sorted(statements, key=lambda statement: -told[statement.text])[:most]
