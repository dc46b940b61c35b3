"""What happened to a session, in the order in which everybody sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mina.domain.step import Step


class EventKind(StrEnum):
    SESSION_FINALIZED = "session_finalized"
    REFINEMENT_STARTED = "refinement_started"
    REFINEMENT_READY = "refinement_ready"
    REFINEMENT_FAILED = "refinement_failed"
    ANALYTICS_STARTED = "analytics_started"
    ANALYTICS_READY = "analytics_ready"
    ANALYTICS_FAILED = "analytics_failed"
    TASKS_STARTED = "tasks_started"
    TASKS_READY = "tasks_ready"
    TASKS_FAILED = "tasks_failed"
    SUMMARY_STARTED = "summary_started"
    SUMMARY_READY = "summary_ready"
    SUMMARY_FAILED = "summary_failed"
    POST_TRANSCRIPTION_REVEAL = "post_transcription_reveal"
    DASHBOARD_REFRESH = "dashboard_refresh"


SLOTS_PER_RUN = 11
_SLOTS = {
    EventKind.SESSION_FINALIZED: 1,
    **{EventKind(f"{step}_started"): 2 * i + 2 for i, step in enumerate(Step)},
    **{EventKind(f"{step}_ready"): 2 * i + 3 for i, step in enumerate(Step)},
    **{EventKind(f"{step}_failed"): 2 * i + 3 for i, step in enumerate(Step)},
    EventKind.POST_TRANSCRIPTION_REVEAL: 10,
    EventKind.DASHBOARD_REFRESH: 11,
}


@dataclass(frozen=True, slots=True)
class Event:
    """`body` holds ids, numbers and states only: never words of a meeting."""

    session_id: str
    event_id: int
    kind: EventKind
    body: dict[str, object]
    created_at: datetime


def event_id(run: int, kind: EventKind) -> int:
    """The place of this event in its session's life.

    Each pipeline run (from 1) owns eleven ids in a row, one for each thing that happens in it, so that an
    event's id follows from what it tells. Storing it twice is impossible, its order is that of the run,
    and a reader that holds ids 1–4 and 6 knows that it lacks 5. `…_ready` and `…_failed` share an id:
    a step ends once.
    """
    return (run - 1) * SLOTS_PER_RUN + _SLOTS[kind]
