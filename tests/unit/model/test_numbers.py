from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mina.services.insights.numbers import claimed_numbers, spoken_numbers


@pytest.mark.parametrize(
    ("claim", "speech"),
    [
        ("25 people", "about twenty five people"),
        ("25 people", "twenty-five people"),
        ("in 2027", "in twenty twenty seven"),
        ("1500 euros", "one thousand five hundred euros"),
        ("1,500 euros", "1500 euros"),
        ("350 units", "three hundred and fifty units"),
        ("3 days", "it takes three days"),
        ("twenty days", "20 days"),
        ("on March 3", "on the third of March"),
        ("at 15:30", "at fifteen thirty"),
        ("3.5 percent", "3,5 percent"),
        ("١٢ days", "12 days"),
        ("2 million", "two million"),
        ("12.5 euros", "twelve point five euros"),
        ("0.25", "zero point two five"),
        ("twenty one point three", "21.3"),
        ("One of them comes first", "some of them come"),
    ],
)
def test_a_number_is_supported_however_it_is_written(claim: str, speech: str) -> None:
    assert claimed_numbers(claim) <= spoken_numbers(speech)


@pytest.mark.parametrize(
    ("claim", "speech"),
    [
        ("25 people", "twenty people and five more chairs and fifteen tables"),
        ("30 days", "thirteen days"),
        ("1500 euros", "fifteen euros"),
        ("twelve people", "twenty people"),
        ("12.6 euros", "twelve point five euros"),
        ("in 2028", "in twenty twenty seven"),
        ("3.5 percent", "35 percent"),
    ],
)
def test_another_number_is_not_supported(claim: str, speech: str) -> None:
    assert not claimed_numbers(claim) <= spoken_numbers(speech)


WORDS = ["one", "two", "twelve", "twenty", "third", "hundred", "thousand", "million", "and", "5", "3.5", "point"]


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_every_text_supports_its_own_numbers(text: str) -> None:
    assert claimed_numbers(text) <= spoken_numbers(text)


def test_number_words_without_end_are_read_all_the_same() -> None:
    text = "hundred " * 5_000

    assert claimed_numbers(text) <= spoken_numbers(text)
