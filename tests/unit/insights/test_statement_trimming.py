"""What is taken off a spoken sentence, and what is not."""

from __future__ import annotations

import pytest

from mina.insights.extracts import best_statements, merits_of
from mina.insights.meeting_text import read_meeting
from mina.insights.reading import reading_of
from mina.insights.repetition import function_word_share, pair_share
from mina.insights.statement_trimming import trimmed
from mina.insights.verbless import is_verbless

from .gate import statement
from .meetings import in_turn


@pytest.mark.parametrize(
    ("spoken", "kept"),
    [
        ("The supplier, I think, should deliver the shelves.", "The supplier should deliver the shelves."),
        ("The supplier is I think late with the shelves.", "The supplier is late with the shelves."),
        ("Mr. Chair, the budget covers two drivers.", "the budget covers two drivers."),
        ("I'm pleased to say that we have hired two drivers.", "we have hired two drivers."),
        ("The shelves basically need a new paint.", "The shelves need a new paint."),
        ("We have like a big warehouse in Hamburg.", "We have a big warehouse in Hamburg."),
        ("We are able to p to propose a new date.", "We are able to propose a new date."),
        ("The customers want voice recogni voice recognition.", "The customers want voice recognition."),
        ("The drivers find the b boring shifts too long.", "The drivers find the boring shifts too long."),
        ("We saw a subtrac subtracted signal.", "We saw a subtracted signal."),
        ("We are gonna move because they wanna grow.", "We are going to move because they want to grow."),
        ("The recogniser is a add-on and a LCD is an part.", "The recogniser is an add-on and an LCD is a part."),
        ("It is a one button device, an hour a European user.", "It is a one button device, an hour a European user."),
    ],
)
def test_words_of_talk_and_broken_beginnings_go(spoken: str, kept: str) -> None:
    assert trimmed(spoken) == kept


@pytest.mark.parametrize(
    "spoken",
    [
        "We don't actually need a second forklift.",
        "The supplier doesn't think that the price is too high.",
        "Plan b costs more than the first one.",
        "Wales's smaller towns need a bus.",
    ],
)
def test_what_could_change_the_meaning_stays(spoken: str) -> None:
    assert trimmed(spoken) == spoken


def test_a_share_of_people_may_begin_a_statement() -> None:
    text = "Seventy five percent of the users find the old shelves ugly."

    assert statement(text) == text


def test_saying_the_same_again_is_worth_less_and_less() -> None:
    first, second = (pair_share(("of", "the"), before, 1) for before in (0, 1))
    rare = pair_share(("forklift", "shelf"), 1, 1)

    assert first == 1
    assert first > second > rare > 0
    assert function_word_share("the", 0, 1) > function_word_share("the", 8, 1) > 0
    assert function_word_share("forklift", 0, 1) == 0


@pytest.mark.parametrize(
    "text",
    [
        "The arrival of the new machine at the warehouse.",
        "The drivers to do the actual inspection of the trucks.",
        "Delivery dates estimated by the manufacturing department.",
        "The scanner on the second shelf so that it could read the labels.",
    ],
)
def test_a_noun_without_a_verb_of_its_own_is_no_statement(text: str) -> None:
    assert is_verbless(text)
    assert statement(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "The supplier recognises the importance of the first order.",
        "Fifty percent of the drivers lose their keys often.",
        "The decision that we took was that the shelves are made of wood.",
        "We rejected the second offer of the supplier.",
    ],
)
def test_a_verb_is_known_by_its_place(text: str) -> None:
    assert not is_verbless(text)
    assert statement(text) == text


def test_a_long_sentence_is_told_whole_or_by_a_clause_never_by_both() -> None:
    clause = "the warehouse in Hamburg has no room for more than twenty trucks before noon"
    line = f"The drivers prefer the early shift in summer, but {clause}."
    text = read_meeting(in_turn([("Anna", line)]))
    reading = reading_of(text)
    statements = reading.statements

    told = {s.text.lower().rstrip(".") for s in best_statements(statements, merits_of(reading), 100)}

    assert {s.text.lower().rstrip(".") for s in statements} >= {line.lower().rstrip("."), clause.lower()}
    assert (line.lower().rstrip(".") in told) + (clause.lower() in told) == 1
