"""Commitments and decisions, fitted on meetings whose utterances are linked to action items and decisions."""

from __future__ import annotations

from collections.abc import Sequence

from tools.insights_training.logistic import fit_logistic

from mina.insights.commitments import commitment_features
from mina.insights.meeting_text import MeetingText
from mina_cli.evaluate.gold_items import commitment_seqs, gold_items
from mina_cli.evaluate.labelled import LabelledMeeting

_STRENGTH = 0.3


def fit_task_model(meetings: Sequence[LabelledMeeting], texts: Sequence[MeetingText], section: str) -> list[float]:
    """Coefficients over `COMMITMENT_FEATURES` for the items of a section ("actions" or "decisions")."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for meeting, text in zip(meetings, texts, strict=True):
        gold = {seq for item in gold_items(meeting, section) for seq in item.seqs}
        positive, negative = 6.0, 1.0
        if section == "actions" and not meeting.labels["sections"].get("actions"):
            gold = commitment_seqs(meeting)
            positive, negative = 4.0, 0.7
            if not gold:
                continue
        for sentence, row in zip(text.sentences, commitment_features(text), strict=True):
            is_gold = not gold.isdisjoint(sentence.seqs)
            is_near = any(seq + step in gold for seq in sentence.seqs for step in (-1, 1))
            if is_gold or not is_near:
                rows.append(row)
                labels.append(is_gold)
                weights.append(positive if is_gold else negative)
    return fit_logistic(rows, labels, weights, _STRENGTH)
