"""Judged wordings with a few words changed, so that another judgement fits: what makes a statement good or bad.

Natural examples tell what good statements are about; pairs that differ in little but the judgement tell what makes the
difference (Kaushik et al., "Learning the Difference That Makes a Difference with Counterfactually Augmented Data",
2020). Language models wrote them, with written rules: good statements broken by slips as learners and speakers make
them, or emptied; broken ones mended; dull ones told something definite. `contrasts.txt` has a line for each wording:
its digest, and for each contrast the judgement and the edits: from this word, to that word, and what stands there now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_CONTRASTS = Path(__file__).with_name("contrasts.txt")

Edit = tuple[int, int, str]


def contrasts_of(digest: str, wording: str) -> list[tuple[str, int]]:
    """The contrasts of a wording with that digest, each with its judgement."""
    return [(_edited(wording, edits), judgement) for judgement, *edits in _stored().get(digest, ())]


@cache
def _stored() -> Mapping[str, Sequence[tuple[int, *tuple[Edit, ...]]]]:
    lines = (line.split(" ", 1) for line in _CONTRASTS.read_text("utf-8").splitlines())
    return {digest: json.loads(contrasts) for digest, contrasts in lines}


def _edited(wording: str, edits: Sequence[Edit]) -> str:
    words = wording.split(" ")
    for start, end, instead in reversed(edits):
        words[start:end] = instead.split()
    return " ".join(words)
