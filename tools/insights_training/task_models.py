"""Commitments and decisions, fitted on meetings whose utterances are linked to action items and decisions."""

from __future__ import annotations

from collections.abc import Sequence

from tools.insights_training.logistic import fit_logistic

from mina.insights.commitments import commitment_features
from mina.insights.decisions import decision_features
from mina.insights.meeting_text import MeetingText
from mina_cli.evaluate.gold_items import commitment_seqs, gold_items
from mina_cli.evaluate.labelled import LabelledMeeting

_STRENGTH = 0.3
_NEAR = {"actions": 1, "decisions": 4}
"""Utterances so near to a linked one are neither: annotators differ in where an item begins."""


def fit_task_model(meetings: Sequence[LabelledMeeting], texts: Sequence[MeetingText], section: str) -> list[float]:
    """Coefficients over the features of "actions" (`COMMITMENT_FEATURES`) or "decisions" (`DECISION_FEATURES`).

    Meetings without action items, but with commitments, count for actions too, at a low weight: they keep the model
    from learning one kind of meeting only.
    """
    features = commitment_features if section == "actions" else decision_features
    rows: list[list[float]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for meeting, text in zip(meetings, texts, strict=True):
        gold = {seq for item in gold_items(meeting, section) for seq in item.seqs}
        positive, negative = 6.0, 1.0
        if "actions" not in meeting.labels["sections"]:
            gold = commitment_seqs(meeting) if section == "actions" else set()
            positive, negative = 0.5, 0.1
            if not gold:
                continue
        for sentence, row in zip(text.sentences, features(text), strict=True):
            is_gold = not gold.isdisjoint(sentence.seqs)
            is_near = any(
                seq + step in gold for seq in sentence.seqs for step in range(-_NEAR[section], _NEAR[section] + 1)
            )
            if is_gold or not is_near:
                rows.append(row)
                labels.append(is_gold)
                weights.append(positive if is_gold else negative)
    return fit_logistic(rows, labels, weights, _STRENGTH)
