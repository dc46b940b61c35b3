"""What stores are given and what they answer, where it is no thing of the domain."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from mina.domain.cost import MeetingCost
    from mina.domain.event import Event
    from mina.domain.insight import InsightResult, Provenance, Step
    from mina.domain.meeting import Meeting
    from mina.domain.outbox import PipelineRun
    from mina.domain.segment import Batch
    from mina.domain.session import Session
    from mina.ports.days import DayDelta


class OpenOutcome(StrEnum):
    OPENED = "opened"
    SESSION_EXISTS = "session_exists"
    SLUG_TAKEN = "slug_taken"
    HAS_WORKSPACE = "has_workspace"
    MEETING_TAKEN = "meeting_taken"


class PutOutcome(StrEnum):
    STORED = "stored"
    REPEATED = "repeated"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """`size` is what it takes in the store, in bytes."""

    batch: Batch
    stored_at: datetime
    size: int = 0


@dataclass(frozen=True, slots=True)
class StoredInsight:
    """One step's result for one revision. `input_digest` tells whether the words have changed since."""

    step: Step
    revision: int
    result: InsightResult
    provenance: Provenance
    input_digest: str
    created_at: datetime


def _nothing() -> MeetingCost:
    from mina.domain.cost import NOTHING  # by whoever seals: taking in words does without

    return NOTHING


@dataclass(frozen=True, slots=True)
class Seal:
    """All that one seal writes, together or not at all. The session is looked at again at `due_at`.

    `cost` is what the recording has cost so far; of a workspace's month it becomes a part with the first seal.
    """

    session: Session
    meeting: Meeting | None
    day: DayDelta | None
    run: PipelineRun
    event: Event
    due_at: datetime
    cost: MeetingCost = field(default_factory=_nothing)


class DueKind(StrEnum):
    SESSION = "session"
    RUN = "run"
    UPGRADE = "upgrade"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that wants looking at: `number` is the run of a `RUN`, the revision of an `UPGRADE`.

    `since` tells by when it should have been looked at; the same thing due since another time is the same.
    """

    kind: DueKind
    session_id: str
    number: int = 0
    since: datetime | None = field(default=None, compare=False)
