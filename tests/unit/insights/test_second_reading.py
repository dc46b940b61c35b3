"""What the gate refused is read once more where the gate let through little."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mina.insights import second_reading as module
from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.readability import MOST_READ
from mina.insights.reading_network import Reading
from mina.insights.second_reading import second_reading
from mina.insights.statements import refused_by_gate, statements_of

from .meetings import in_turn

LET_THROUGH = "The warehouse in Hamburg needs two more drivers."
REFUSED = "What we're aiming to do is to build a new warehouse in Hamburg."


@pytest.fixture
def text() -> MeetingText:
    return read_meeting(in_turn([("A", REFUSED), ("B", LET_THROUGH), ("A", "Is there any money for the two drivers?")]))


def reads_as(monkeypatch: pytest.MonkeyPatch, good: float) -> list[str]:
    """Whatever is read is so good; the list tells what was."""
    seen: list[str] = []

    def read(texts: Sequence[str]) -> list[Reading]:
        seen.extend(texts)
        return [Reading(broken=1 - good, good=good, reported=0.0) for _ in texts]

    monkeypatch.setattr(module, "readings", read)
    return seen


def test_what_the_gate_refused_is_told_and_a_question_is_not(text: MeetingText) -> None:
    statements = statements_of(text)

    assert [s.text for s in statements] == [LET_THROUGH]
    assert [s.text for s in refused_by_gate(text, statements)] == [REFUSED]


@pytest.mark.parametrize(("good", "kept"), [(0.95, [REFUSED, LET_THROUGH]), (0.6, [LET_THROUGH])])
def test_only_what_reads_well_for_sure_is_let_in_after_all(
    text: MeetingText, monkeypatch: pytest.MonkeyPatch, good: float, kept: list[str]
) -> None:
    seen = reads_as(monkeypatch, good)

    assert [s.text for s in second_reading(text, statements_of(text))] == kept
    assert seen == [REFUSED]


def test_where_the_gate_let_through_enough_nothing_more_is_read(
    text: MeetingText, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = reads_as(monkeypatch, 1.0)
    statements = statements_of(text) * MOST_READ

    assert second_reading(text, statements) == statements
    assert seen == []


def test_in_another_language_nothing_is_read_again() -> None:
    text = read_meeting(in_turn([("A", "Wir haben im Lager in Hamburg zwei neue Fahrer eingestellt, weil es brennt.")]))

    assert refused_by_gate(text, []) == []
