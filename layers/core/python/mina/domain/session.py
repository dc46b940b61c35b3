"""The life of a session: active → finalizing → completed (revision 1, 2, …)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from mina.domain import seqs
from mina.domain.step import Step
from mina.domain.transcript import Statistics

IDLE_LIMIT = timedelta(minutes=15)
LIFE_LIMIT = timedelta(hours=12)
GAP_GRACE = timedelta(seconds=10)
LATE_DEBOUNCE = timedelta(seconds=20)
LATE_LIMIT = timedelta(hours=24)
SEAL_PATIENCE = timedelta(seconds=45)


class SessionStatus(StrEnum):
    ACTIVE = "active"
    FINALIZING = "finalizing"
    COMPLETED = "completed"
    ERASED = "erased"


class StepState(StrEnum):
    """Where one insight step of the newest run stands. `degraded`: local methods stood in for the model."""

    PENDING = "pending"
    RUNNING = "running"
    READY = "ready"
    DEGRADED = "degraded"
    FAILED = "failed"


class Role(StrEnum):
    RECORDER = "recorder"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteState:
    """What of a session decides on a write to it. It is read after every batch, so it stays small.

    `epoch` rises whenever another recorder takes over; `recorder_id` is the one that may write. `is_sealing` is set
    just before the seal reads the batches: whoever stores a batch and then sees it cannot know that the seal saw the
    batch, and marks it late. `revision` counts seals. Times are aware.
    """

    id: str
    status: SessionStatus
    recorder_id: str | None = None
    epoch: int = 1
    is_sealing: bool = False
    is_watched: bool = False
    first_sealed_at: datetime | None = None
    revision: int = 0

    def is_recorded_by(self, instance_id: str, epoch: int) -> bool:
        return self.recorder_id == instance_id and self.epoch == epoch

    def takes_late_words(self, now: datetime) -> bool:
        """A sealed session stays open for late segments for 24 hours after its first seal."""
        return self.first_sealed_at is not None and now <= self.first_sealed_at + LATE_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(WriteState):
    """One recording, from join to the last sealed revision.

    `id` is the external id, chosen by the client. `run` counts pipeline runs.
    """

    title: str
    started_at: datetime
    owner_id: str | None = None
    workspace_id: str | None = None
    meeting_id: str | None = None
    meeting_type: str = "general"
    time_zone: str = "UTC"
    write_capability_hash: str | None = None
    read_capability_hash: str | None = None
    resume_token_hash: str | None = None
    declared_last_seq: int | None = None
    finalize_after: datetime | None = None
    late_batches: int = 0
    sealed_late_batches: int = 0
    completed_at: datetime | None = None
    run: int = 0
    digest: str | None = None
    statistics: Statistics = Statistics()
    gaps: seqs.Ranges = ()
    speakers: tuple[str, ...] = ()
    pipeline: tuple[tuple[Step, StepState], ...] = ()
    recording_enabled: bool = False
    created_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.status in (SessionStatus.ACTIVE, SessionStatus.FINALIZING)

    def step_state(self, step: Step) -> StepState:
        return dict(self.pipeline).get(step, StepState.PENDING)

    def with_step(self, step: Step, state: StepState) -> Session:
        return replace(self, pipeline=tuple({**dict(self.pipeline), step: state}.items()))


def execution_name(session_id: str, revision: int, run: int, is_rerun: bool = False) -> str:
    """The Step Functions execution of one pipeline run: at most 80 characters, found by its session's id.

    A seal starts `{session}-r{revision}`; running steps of that revision again adds the count of runs.
    """
    return f"{session_id}-r{revision}-n{run}" if is_rerun else f"{session_id}-r{revision}"
