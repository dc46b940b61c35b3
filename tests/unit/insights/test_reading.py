"""The network reads what is most promising, and what the gate refused is let in where it reads well."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mina.insights import reading as module
from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.reading import MOST_READ, READ_AGAIN, reading_of
from mina.insights.reading_network import Reading
from mina.insights.statements import candidates_of, statements_of

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
    assert [(s.text, s.refused) for s in candidates_of(text)] == [(LET_THROUGH, False), (REFUSED, True)]
    assert [s.text for s in statements_of(text)] == [LET_THROUGH]


@pytest.mark.parametrize(("good", "kept"), [(0.95, [REFUSED, LET_THROUGH]), (0.2, [LET_THROUGH])])
def test_what_was_refused_is_let_in_only_where_it_reads_well(
    text: MeetingText, monkeypatch: pytest.MonkeyPatch, good: float, kept: list[str]
) -> None:
    seen = reads_as(monkeypatch, good)

    reading = reading_of(text)

    assert [s.text for s in reading.statements] == kept
    assert sorted(seen) == sorted(reading.found) == [LET_THROUGH, REFUSED]


def test_the_network_reads_no_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = reads_as(monkeypatch, 0.0)
    sites = [f"{place}{number}" for place in ("Hamburg", "Bremen", "Kiel") for number in range(60)]
    lines = [f"The warehouse in {site} needs two more drivers." for site in sites]
    refused = [f"What we're aiming to do is to build a new warehouse in {site}." for site in sites]
    text = read_meeting(in_turn([("A", line) for line in (*lines, *refused)]))

    reading = reading_of(text)

    assert len(seen) == MOST_READ + READ_AGAIN
    assert {s.text for s in reading.statements} == set(lines)


def test_in_another_language_nothing_is_read_again() -> None:
    text = read_meeting(in_turn([("A", "Wir haben im Lager in Hamburg zwei neue Fahrer eingestellt, weil es brennt.")]))

    assert [s.refused for s in candidates_of(text)] == [False]
