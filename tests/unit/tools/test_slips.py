"""The slips that the reading network is trained to hear."""

import random

import pytest
from tools.insights_training.slips import countable, with_slip

NOUNS = countable(
    ["We need a button and a screen.", "A button is a part.", "The screen has an edge.", "A screen helps."]
)


def slips(text: str) -> set[str | None]:
    return {with_slip(text, NOUNS, random.Random(seed)) for seed in range(200)}


def test_what_stands_after_an_article_more_than_once_is_countable() -> None:
    assert {"button", "screen"} == NOUNS


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("We chose a button.", "We chose button."),
        ("We like the screen.", "We like screen."),
        ("Bread is cheap.", "Bread cheap."),
        ("Bread is cheap.", "Bread are cheap."),
        ("We listen to music.", "We listen music."),
        ("We listen to music.", "We listen of music."),
        ("The bread looks good because they bake.", "The bread looks good because."),
        ("They bake bread.", "They bake br bread."),
        ("We like the screen.", "We like a the screen."),
        ("The size of the screen is fine.", "The size of the is fine."),
    ],
)
def test_learners_and_speakers_slip_in_their_ways(whole: str, broken: str) -> None:
    assert broken in slips(whole)


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("They bake bread.", {"They bake br bread.", "They bake bre bread.", "They bake brea bread."}),
        (
            "Bread is cheap.",
            {"Bread cheap.", "Bread are cheap.", "Bread is ch cheap.", "Bread is che cheap.", "Bread is chea cheap."},
        ),
        (
            "We like the screen.",
            {
                *("We like screen.", "We like a the screen.", "We like an the screen.", "We like the the screen."),
                *("We like the sc screen.", "We like the scr screen.", "We like the scre screen."),
            },
        ),
    ],
)
def test_one_small_thing_slips_and_nothing_else(whole: str, broken: set[str | None]) -> None:
    assert slips(whole) == broken


def test_nothing_slips_where_nothing_fits() -> None:
    assert slips("We do so.") == {None}
