"""What is taken off a spoken sentence, and what is not."""

from __future__ import annotations

import pytest

from mina.insights.repetition import function_word_share, pair_share
from mina.insights.statement_trimming import trimmed
from mina.insights.statements import statement


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
