"""What the items of a session and of its meeting both hold: its numbers, and how far its insights are."""

from __future__ import annotations

from mina.domain.session import StepState
from mina.domain.step import Step
from mina.domain.transcript import Statistics


def to_statistics(item: object) -> Statistics:
    confidence = getattr(item, "average_confidence", None)
    return Statistics(
        total_segments=int(getattr(item, "total_segments", 0) or 0),
        average_confidence=float(confidence) if confidence is not None else None,
        total_duration=float(getattr(item, "total_duration", 0) or 0),
    )


def to_pipeline(item: object) -> tuple[tuple[Step, StepState], ...]:
    states = [(step, getattr(item, f"step_{step}")) for step in Step]
    return tuple((step, StepState(state)) for step, state in states if state)
