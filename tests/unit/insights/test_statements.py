"""What keeps a sentence out of a summary, and which of those let in is read first."""

from __future__ import annotations

import pytest

from mina.insights.agreement import disagrees
from mina.insights.extracts import Merits, best_statements, merits_of
from mina.insights.meeting_text import read_meeting
from mina.insights.readability import word_class, word_orders
from mina.insights.reading import reading_of
from mina.insights.words import tokens

from .gate import reads_well
from .meetings import in_turn
from .test_summary import summary_of


@pytest.mark.parametrize(
    "text",
    [
        "The result of the second test are worse than expected.",
        "The colour of the new shelf have changed since the review.",
        "The costs of the new office is higher than last year.",
        "These results was not in the report of the supplier.",
    ],
)
def test_a_verb_in_another_number_than_its_subject_is_a_slip(text: str) -> None:
    assert disagrees(tokens(text))
    assert not reads_well(text)


@pytest.mark.parametrize(
    "text",
    [
        "The team are testing the new release in Hamburg.",
        "The majority of the customers are in the south.",
        "The colour of the case and the shape of the lid are new.",
        "The release that we tested with the customers are late.",
        "The news from the supplier is better than expected.",
        "We are testing the new release with the customers.",
    ],
)
def test_where_the_number_is_not_certain_nothing_is_held_against_a_sentence(text: str) -> None:
    assert not disagrees(tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "The budget for the its for the new office is ready.",
        "We only, we already decided to move the release.",
        "There is there are some customers without a contract.",
        "The contract should be look simple to the customers.",
    ],
)
def test_a_start_said_anew_keeps_a_sentence_out(text: str) -> None:
    assert not reads_well(text)


@pytest.mark.parametrize(
    "text",
    [
        "The decision to move the release to the next quarter.",
        "On the contract with the supplier if the price is available.",
        "The discount offered last week by the supplier of the shelves.",
        "The suppliers, nobody asked the suppliers about the price.",
    ],
)
def test_a_subject_without_a_verb_keeps_a_sentence_out(text: str) -> None:
    assert not reads_well(text)


@pytest.mark.parametrize(
    "text",
    [
        "We have five minutes left to talk about the budget.",
        "We now proceed to the warehouse and its new shelves.",
        "My second question is for the manager of the warehouse.",
    ],
)
def test_running_the_meeting_is_not_reported(text: str) -> None:
    assert not reads_well(text)


def test_a_word_broken_off_is_known_by_what_follows_it() -> None:
    assert not reads_well("The warehouse needs a specifi specification of the new shelves.")
    assert not reads_well("The warehouse needs a produ drawing of the new shelves.")
    assert reads_well("The warehouse needs a technical drawing of the new shelves.")


def test_the_order_of_words_is_told_by_their_classes() -> None:
    assert [word_class(word) for word in ("the", "twelve", "shelving", "shelf")] == ["the", "#", "-ing", "*"]
    assert word_orders("The shelves cost 12 euros.") == ["^+the", "the+-s", "-s+*", "*+#", "#+-s", "-s+$"]


def test_what_reads_better_is_taken_first() -> None:
    lines = [
        "The supplier delivers the shelves to the warehouse in Hamburg.",
        "You have a couple of those shelves at the warehouse already.",
    ]
    text = read_meeting(in_turn(("Anna", line) for line in lines))
    reading = reading_of(text)
    statements, merits = reading.statements, merits_of(reading)
    readable, chatty = (merits.readability(statement.text) for statement in statements)
    even = Merits({}, {}, {s.text: 0.5 for s in statements}, merits.told, merits.good)

    assert readable > chatty
    assert best_statements(statements, even, 100)[0] is statements[0]


def test_the_key_points_go_on_where_the_overview_ends() -> None:
    lines = [
        "The contract with the new supplier ends in the last week of March.",
        "The warehouse in Hamburg needs a second forklift before the summer.",
        "The customers in the south complain about late deliveries of spare parts.",
        "We decided to move the release of the planner to the second quarter.",
        "The budget covers two new drivers and the repair of the loading dock.",
        "The survey of the drivers shows that most of them prefer the early shift.",
    ]
    padding = [("Ben", "Yes."), ("Ben", "Right, okay.")] * 60

    summary = summary_of(in_turn([*(("Anna", line) for line in lines), *padding]))

    told = [sentence.text for sentence in (*summary.overview, *summary.key_points)]
    assert len(told) == len(set(told)) >= 2
    assert set(told) <= set(lines)
    places = [lines.index(sentence.text) for sentence in summary.overview]
    assert places == sorted(places)
