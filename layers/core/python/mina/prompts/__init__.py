"""What a language model is told: one text per step. Transcripts never go in here; they follow as delimited data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template


def prompt(name: str, **values: object) -> str:
    """The text `name`.txt with its `$placeholders` filled. Raises KeyError where one is missing."""
    return _template(name).substitute(values)


@cache
def _template(name: str) -> Template:
    return Template(files(__package__).joinpath(f"{name}.txt").read_text("utf-8").strip())
