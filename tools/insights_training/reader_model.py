"""What readers made of statements of the training meetings, and the linear models of it.

`judgements.json` holds no text, only digests of meeting and statement: 0 for a statement that is broken or not
understood alone, 1 for one that is whole but not worth having, 2 for a good one, 3 for one that belongs into any
report. Every statement of the design and research meetings that the gate let through when they were read was judged,
some of the committees', and clauses that it did not let through; of these only the network learns.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tools.insights_training.logistic import fit_scaled_logistic
from tools.insights_training.summary_models import Material

from mina.insights.readability import reader_features
from mina.insights.statement_worth import statement_features
from mina.insights.weights import weights

_JUDGEMENTS = Path(__file__).with_name("judgements.json")
_WORTH_OF_WHOLE = {1: 0.0, 2: 0.7, 3: 1.0}
_PENALTY = 300.0


def fit_reader_models(materials: Sequence[Material]) -> dict[str, list[float]]:
    """The models "whole" and, of whole statements, "worth_having".

    Coefficients over `STATEMENT_FEATURES` and `READER_FEATURES`. Raises `ValueError` where none of the statements of
    the meetings was judged.
    """
    rows: list[list[float]] = []
    values: list[int] = []
    for material in materials:
        for judgement, row in _judged(material):
            rows.append(row)
            values.append(judgement)
    if not rows:
        raise ValueError("none of these meetings' statements was judged: a reader is fitted on the train split only")
    is_whole = [value > 0 for value in values]
    whole_rows = [row for row, whole in zip(rows, is_whole, strict=True) if whole]
    worths = [_WORTH_OF_WHOLE[value] for value in values if value]
    return {
        "whole": fit_scaled_logistic(rows, is_whole, _PENALTY),
        "worth_having": fit_scaled_logistic(whole_rows, worths, _PENALTY),
    }


def _judged(material: Material) -> list[tuple[int, list[float]]]:
    """The judgement and the features of each statement of the meeting that was judged."""
    judged = judgements()
    features = statement_features(material.text, material.importance, material.statements)
    read = reader_features(material.text, material.statements, weights())
    return [
        (judged[digest], [*row, *more])
        for statement, row, more in zip(material.statements, features, read, strict=True)
        if (digest := digest_of(material.meeting.id, statement.text)) in judged
    ]


@cache
def judgements() -> Mapping[str, int]:
    """The judgement of every statement that was read, by its digest."""
    stored = json.loads(_JUDGEMENTS.read_text("utf-8"))
    return {digest: int(value) for value, digests in stored.items() for digest in digests.split()}


def digest_of(meeting_id: str, text: str) -> str:
    return hashlib.sha256(f"{meeting_id}\n{text}".encode()).hexdigest()[:12]
