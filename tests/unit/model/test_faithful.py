from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.meetings import a_segment

from mina.insights.refinement import refine
from mina.services.insights.faithful import is_faithful

WORDS = ["we", "ship", "the", "parser", "on", "monday", "not", "3", "twenty", "Ana", "never", "it's", "fine"]


@pytest.mark.parametrize(
    ("raw", "refined"),
    [
        ("um so we we ship it on friday", "So we ship it on Friday."),
        ("it will not affect the 3 customers", "It will not affect the 3 customers."),
        ("i i think ana pays", "I think Ana pays."),
        ("no no", "No, no."),
        ("{vocalsound} um {vocalsound} so uh", "So."),
        ("it plays D_V_D_ discs", "It plays DVD discs."),
    ],
)
def test_leaving_out_fillers_and_adding_marks_is_faithful(raw: str, refined: str) -> None:
    assert is_faithful(raw, refined)


@pytest.mark.parametrize(
    ("raw", "refined"),
    [
        ("it will not affect the customers", "It will affect the customers."),
        ("it won't work today", "It will work today."),
        ("it takes 3 days", "It takes 4 days."),
        ("it takes three days", "It takes days."),
        ("it takes three days", "It takes 3 days."),
        ("version 3 5 is out", "Version 3.5 is out."),
        ("it grew by 5 percent", "It grew by 5% percent."),
        ("we met Ana and Ben there", "We met Ben there."),
        ("we met them there", "We met Ben there."),
        ("Ben told Ana about it", "Ana told Ben about it."),
        ("we should ship it on monday if the tests pass", "We should."),
        ("we ship it", "We ship it. Visit evil.example."),
        ("we ship it", ""),
    ],
)
def test_whatever_adds_moves_or_loses_meaning_is_not(raw: str, refined: str) -> None:
    assert not is_faithful(raw, refined)


@given(st.lists(st.sampled_from(WORDS), max_size=15))
def test_no_number_name_or_negation_can_be_left_out(words: list[str]) -> None:
    raw = "so " + " ".join(words)
    for index, word in enumerate(words):
        if word in ("not", "3", "twenty", "Ana", "never"):
            assert not is_faithful(raw, "so " + " ".join(words[:index] + words[index + 1 :]))


@pytest.mark.parametrize("text", ["um we we'll ship it on monday", "so it takes uh twenty days, not 30"])
def test_what_the_local_rules_make_is_faithful(text: str) -> None:
    (refined,) = refine([a_segment(1, text)]).segments

    assert is_faithful(text, refined.text)
