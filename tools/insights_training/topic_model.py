"""Topic boundaries, fitted on meetings whose topics are marked."""

from __future__ import annotations

from collections.abc import Sequence

from tools.insights_training.logistic import fit_logistic

from mina.insights.meeting_text import MeetingText
from mina.insights.topic_boundaries import boundary_features, turns_of_meeting
from mina_cli.evaluate.gold_topics import gold_boundaries
from mina_cli.evaluate.labelled import LabelledMeeting

_STRENGTH = 0.5
_NEAR_TURNS = 3


def fit_topic_model(meetings: Sequence[LabelledMeeting], texts: Sequence[MeetingText]) -> list[float]:
    """Coefficients over `BOUNDARY_FEATURES`. Turns next to a boundary are neither."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    for meeting, text in zip(meetings, texts, strict=True):
        gold = gold_boundaries(meeting)
        turns = turns_of_meeting(text)
        for turn, row in list(zip(turns, boundary_features(text, turns), strict=True))[1:]:
            seq = text.sentences[turn.first].seqs[0] - 1
            distance = min((abs(seq - boundary) for boundary in gold), default=99)
            if distance == 0 or distance > _NEAR_TURNS:
                rows.append(row)
                labels.append(distance == 0)
    return fit_logistic(rows, labels, strength=_STRENGTH)
