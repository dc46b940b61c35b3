"""Where annotators let a topic begin."""

from __future__ import annotations

from mina_cli.evaluate.labelled import LabelledMeeting

_GAP_TURNS = 10


def gold_boundaries(meeting: LabelledMeeting) -> list[int]:
    """Indices of the turns that begin a topic, without the first. A gap of more than ten turns is its own stretch."""
    size = len(meeting.segments)
    spans = sorted(
        (max(0, first), min(size - 1, last))
        for topic in meeting.labels.get("topics", ())
        for first, last in topic["spans"]
        if first <= last
    )
    boundaries: set[int] = set()
    end = -1
    for first, last in spans:
        if first - end > _GAP_TURNS and end >= 0:
            boundaries.add(end + 1)
        boundaries.add(first)
        end = max(end, last)
    if size - end > _GAP_TURNS:
        boundaries.add(end + 1)
    return sorted(boundary for boundary in boundaries if 0 < boundary < size)
