"""What a reader made of statements of the training meetings, and the model of it.

`judgements.json` holds no text, only digests of meeting and statement: 0 for a statement that is broken or not
understood alone, 1 for one that is whole but not worth having, 2 for a good one. They were given by one reader, the
author, to statements drawn at random from those that two rankings put first. A judgement of a statement that the gate
no longer lets through counts no more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.insights_training.logistic import fit_scaled_logistic

from mina.insights.meeting_text import MeetingText
from mina.insights.readability import reader_features
from mina.insights.salience import word_importance
from mina.insights.statement_worth import statement_features
from mina.insights.statements import statements_of
from mina.insights.weights import weights
from mina_cli.evaluate.labelled import LabelledMeeting

_JUDGEMENTS = Path(__file__).with_name("judgements.json")
_VALUES = (0.0, 0.35, 1.0)
_PENALTY = 100.0


def fit_reader_model(meetings: Sequence[LabelledMeeting], texts: Sequence[MeetingText]) -> list[float]:
    """Coefficients over `STATEMENT_FEATURES` and `READER_FEATURES`, by word importance of the weights in place.

    Raises `ValueError` where no statement of the meetings was judged.
    """
    judged = judgements()
    rows: list[list[float]] = []
    values: list[float] = []
    for meeting, text in zip(meetings, texts, strict=True):
        statements = statements_of(text)
        features = statement_features(text, word_importance(text), statements)
        for statement, row in zip(statements, features, strict=True):
            judgement = judged.get(digest_of(meeting.id, statement.text))
            if judgement is not None:
                rows.append([*row, *reader_features(statement.text, weights())])
                values.append(_VALUES[judgement])
    if not rows:
        raise ValueError("none of these meetings' statements was judged: a reader is fitted on the train split only")
    return fit_scaled_logistic(rows, values, _PENALTY)


def judgements() -> Mapping[str, int]:
    """The judgement of every statement that was read, by its digest."""
    stored = json.loads(_JUDGEMENTS.read_text("utf-8"))
    return {digest: int(value) for value, digests in stored.items() for digest in digests.split()}


def digest_of(meeting_id: str, text: str) -> str:
    return hashlib.sha256(f"{meeting_id}\n{text}".encode()).hexdigest()[:12]
