from __future__ import annotations

from importlib.resources import files

import pytest

from mina.prompts import prompt
from mina.services.insights.answer_schema import READING

FILES = [entry.name for entry in files("mina.prompts").iterdir()]
NAMES = sorted(name.removesuffix(".txt") for name in FILES if name.endswith(".txt"))
VALUES = {"first": 1, "last": 9, "topics": "Topic 1", "words": 100, "template": "Short.", "problem": "Too long."}


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_can_be_filled_and_none_has_a_placeholder_left(name: str) -> None:
    filled = prompt(name, **VALUES)

    assert filled
    assert "$" not in filled


def test_the_parts_of_an_answer_that_prompts_ask_for_exist() -> None:
    asked = {part for name in ("tasks", "summary", "analytics") for part in prompt(name, **VALUES).split("`")[1::2]}

    assert asked == set(READING["properties"])  # type: ignore[call-overload]
