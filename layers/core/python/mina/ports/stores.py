"""What is kept. Every method is durable when it returns, and raises `StoreUnavailable` where it could not tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from mina.domain import seqs
    from mina.domain.connection import Connection
    from mina.domain.event import Event
    from mina.domain.insight import Step
    from mina.domain.meeting import ListedMeeting, Meeting
    from mina.domain.outbox import PipelineRun
    from mina.domain.principal import User
    from mina.domain.segment import Batch, Interim
    from mina.domain.session import Session, StepState, WriteState
    from mina.domain.workspace import Workspace
    from mina.ports.archives import Archives
    from mina.ports.audit import Audit
    from mina.ports.boards import Boards
    from mina.ports.corrections import Comments, Corrections, Voices
    from mina.ports.days import DayDelta, Days
    from mina.ports.erasure import Erasure
    from mina.ports.ledger import Ledger
    from mina.ports.members import Invitations, Members
    from mina.ports.once import Once
    from mina.ports.retention import Retention
    from mina.ports.search_index import SearchIndex
    from mina.ports.shares import Shares
    from mina.ports.stored import Due, OpenOutcome, PutOutcome, Seal, StoredBatch, StoredInsight
    from mina.ports.tasks import Tasks
    from mina.ports.webhooks import Deliveries, Webhooks


class Sessions(Protocol):
    def get(self, session_id: str) -> Session | None:
        """Strongly consistent."""
        ...

    def write_state(self, session_id: str) -> WriteState | None:
        """What decides on a write, and no more. Strongly consistent."""
        ...

    def open(
        self, session: Session, meeting: Meeting | None, workspace: Workspace | None, user: User | None
    ) -> OpenOutcome:
        """Create the session, with its meeting, with the user's first workspace: all of it or nothing."""
        ...

    def link(self, session: Session, meeting: Meeting, day: DayDelta | None) -> bool:
        """Give a session without a workspace its workspace, its meeting and its part in the day's statistics.

        False where it has a workspace already, or has moved on since it was read.
        """
        ...

    def admit_recorder(self, session: Session, expected_epoch: int) -> bool:
        """Write `recorder_id`, `epoch` and `resume_token_hash`; False where somebody else was first."""
        ...

    def begin_finalizing(self, session_id: str, declared_last_seq: int | None, finalize_after: datetime) -> Session:
        """active → finalizing, once; answers the session as it now is, whoever changed it."""
        ...

    def begin_sealing(self, session_id: str, revision: int, patience_until: datetime) -> Session:
        """Raise `is_sealing` unless `revision` is sealed: every batch stored from now on counts as late."""
        ...

    def seal(self, seal: Seal) -> bool:
        """One transaction; False where another finalizer sealed this revision first."""
        ...

    def settle(self, session_id: str, late_batches: int, due_at: datetime | None) -> None:
        """The late batches up to this count changed nothing: no new revision. Look again at `due_at`, or never."""
        ...

    def mark_late(self, session_id: str, due_at: datetime) -> None: ...

    def set_step(self, session_id: str, run: int, step: Step, state: StepState) -> None:
        """Unless a newer run has begun."""
        ...

    def set_watched(self, session_id: str, is_watched: bool) -> None: ...

    def postpone(self, session_id: str, due_at: datetime) -> None:
        """Look at a session later, as long as it is active: whoever changes its status sets its own time."""
        ...

    def request_run(self, session: Session, run: PipelineRun) -> bool:
        """Count `session.run` up and store the outbox row; False where another run was asked for meanwhile."""
        ...

    def without_workspace(self, owner_id: str) -> list[Session]: ...

    def due(self, before: datetime) -> list[Due]:
        """What has been due for longest comes first, so that nothing starves behind what keeps failing."""
        ...


class Segments(Protocol):
    def put(self, session_id: str, batch: Batch, epoch: int, now: datetime) -> PutOutcome: ...

    def batches(self, session_id: str) -> list[StoredBatch]:
        """All of them, in order, strongly consistent."""
        ...

    def page(self, session_id: str, after_seq: int, limit: int) -> list[Batch]:
        """Batches in order that hold at least `limit` segments after `after_seq`, or all that are left."""
        ...

    def last_seq(self, session_id: str) -> int:
        """The highest stored seq, 0 where there is none."""
        ...

    def ranges(self, session_id: str) -> seqs.Ranges:
        """Which seqs are stored, strongly consistent."""
        ...

    def withdraw(self, session_id: str, batch: Batch, epoch: int) -> None:
        """Take back a batch that was put by somebody who may not, unless it is somebody else's or held."""
        ...

    def intrudes(self, session_id: str, batch: Batch) -> bool:
        """Whether this stored batch, under another first seq, takes seqs that an earlier recorder's batch has."""
        ...

    def hold(self, session_id: str, batch: Batch) -> bool:
        """From now on the batch cannot be withdrawn. False where it is not there any more."""
        ...

    def put_interim(self, session_id: str, interim: Interim, now: datetime) -> bool:
        """False where a later guess is stored already."""
        ...

    def withdraw_interim(self, session_id: str, interim: Interim) -> None:
        """Take this guess back, unless a later one has taken its place."""
        ...

    def interims(self, session_id: str) -> list[Interim]: ...

    def keep_interims(self, session_id: str, utterance_ids: Sequence[str]) -> None:
        """Promoted interims no longer expire."""
        ...

    def kept_interims(self, session_id: str) -> list[Interim]:
        """Those that were promoted at a seal."""
        ...

    def last_sign_of_life(self, session_id: str) -> datetime | None: ...


class Meetings(Protocol):
    def get(self, meeting_id: str) -> Meeting | None: ...

    def save(self, meeting: Meeting) -> bool:
        """Replace it, where its version is still `meeting.version - 1`."""
        ...

    def edit(self, meeting: Meeting) -> bool:
        """Write what people may change of it, and nothing else; False where its version or its status has moved on."""
        ...

    def set_pipeline(self, meeting_id: str, step: Step, state: StepState) -> None: ...

    def set_sound_erased(self, meeting_id: str, moment: datetime) -> None: ...

    def page(
        self,
        workspace_id: str,
        status: str | None,
        limit: int,
        after: str | None,
        created_from: datetime | None = None,
        created_before: datetime | None = None,
    ) -> tuple[list[ListedMeeting], str | None]:
        """Newest first, eventually consistent. `after` and the answer's second part are positions in that order."""
        ...

    def has_true_row(self, meeting_id: str) -> bool:
        """Whether lists can show it without reading it. True where it is gone."""
        ...

    def write_row(self, meeting_id: str) -> None:
        """Write what lists show of it, from what it is."""
        ...


class Workspaces(Protocol):
    def edit(self, workspace: Workspace, look_at: datetime | None) -> None:
        """Write its name and how long it keeps meetings and sound; look for what is too old then, None: never."""
        ...

    def id_of_user(self, user_id: str) -> str | None:
        """The id of the workspace that the user works in. It changes: never remember it."""
        ...

    def of_user(self, user_id: str) -> Workspace | None: ...

    def get(self, workspace_id: str) -> Workspace | None: ...

    def create(self, workspace: Workspace, user: User) -> OpenOutcome: ...


class Events(Protocol):
    def put(self, event: Event) -> bool:
        """False where an event with this id is stored already."""
        ...

    def after(self, session_id: str, event_id: int) -> list[Event]: ...

    def last_id(self, session_id: str) -> int:
        """The newest event's id, 0 where there is none."""
        ...


class Insights(Protocol):
    def put(self, session_id: str, insight: StoredInsight) -> None: ...

    def get(self, session_id: str, step: Step) -> StoredInsight | None:
        """The newest revision's."""
        ...

    def want_upgrade(self, session_id: str, revision: int, due_at: datetime) -> None: ...

    def drop_upgrade(self, session_id: str, revision: int) -> None: ...


class Runs(Protocol):
    def get(self, session_id: str, run: int) -> PipelineRun | None: ...

    def update(self, run: PipelineRun, due_at: datetime | None) -> None: ...


class Connections(Protocol):
    def put(self, connection: Connection) -> None: ...

    def get(self, connection_id: str) -> Connection | None: ...

    def join(self, connection: Connection) -> None: ...

    def leave(self, connection_id: str) -> Connection | None: ...

    def of_session(self, session_id: str) -> list[Connection]: ...

    def of_workspace(self, workspace_id: str) -> list[str]: ...


class Tickets(Protocol):
    def put(self, ticket_hash: str, user: User, expires_at: datetime) -> None: ...

    def redeem(self, ticket_hash: str, now: datetime) -> User | None:
        """The user behind an unexpired ticket, the first time; None ever after."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """All of them, as a use case is handed them."""

    sessions: Sessions
    segments: Segments
    meetings: Meetings
    workspaces: Workspaces
    members: Members
    invitations: Invitations
    events: Events
    insights: Insights
    runs: Runs
    connections: Connections
    tickets: Tickets
    boards: Boards
    days: Days
    tasks: Tasks
    corrections: Corrections
    comments: Comments
    voices: Voices
    search: SearchIndex
    shares: Shares
    erasure: Erasure
    once: Once
    webhooks: Webhooks
    deliveries: Deliveries
    audit: Audit
    retention: Retention
    archives: Archives
    ledger: Ledger
