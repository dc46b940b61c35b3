"""The slips that the reading network is trained to hear."""

import random

import pytest
from tools.insights_training.slips import countable, with_slip

NOUNS = countable(
    ["We need a button and a screen.", "A button is a part.", "The screen has an edge.", "A screen helps."]
)


def slips(text: str) -> set[str | None]:
    return {with_slip(text, NOUNS, random.Random(seed)) for seed in range(40)}


def test_what_stands_after_an_article_more_than_once_is_countable() -> None:
    assert {"button", "screen"} == NOUNS


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("We chose a button.", {"We chose button."}),
        ("We like the screen.", {"We like screen."}),
        ("The bread looks good.", {None}),
        ("Bread is cheap.", {"Bread cheap.", "Bread are cheap."}),
        ("We listen to music.", {"We listen music."}),
    ],
)
def test_one_small_thing_is_lost_or_does_not_agree(whole: str, broken: set[str | None]) -> None:
    assert slips(whole) == broken
