"""What all in-memory stores share: the rows, and the index of what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, TypeVar

from tests.fakes.world import NotFaked

from mina.domain.audit import AuditEntry
from mina.domain.connection import Connection
from mina.domain.cost import MeetingCost
from mina.domain.event import Event
from mina.domain.insight import Step
from mina.domain.meeting import Meeting
from mina.domain.membership import Invitation, Membership, WorkspaceRole
from mina.domain.outbox import PipelineRun
from mina.domain.principal import User
from mina.domain.quota import DayUse
from mina.domain.segment import Batch, Interim
from mina.domain.session import Session
from mina.domain.workspace import Workspace
from mina.ports.days import DayDelta
from mina.ports.stored import Due, DueKind, StoredInsight
from mina.ports.stores import Stores

Row = TypeVar("Row")


@dataclass
class BatchRow:
    batch: Batch
    epoch: int
    stored_at: datetime
    is_held: bool = False


@dataclass
class InterimRow:
    interim: Interim
    stored_at: datetime
    is_kept: bool = False


@dataclass
class Memory:
    """One table's worth of rows, by their keys."""

    sessions: dict[str, Session] = field(default_factory=dict)
    batches: dict[tuple[str, int], BatchRow] = field(default_factory=dict)
    interims: dict[tuple[str, str], InterimRow] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    workspace_of_user: dict[str, str] = field(default_factory=dict)
    members: dict[tuple[str, str], Membership] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    audit: dict[tuple[str, str, str], AuditEntry] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)
    days: list[DayDelta] = field(default_factory=list)
    events: dict[tuple[str, int], Event] = field(default_factory=dict)
    insights: dict[tuple[str, Step], StoredInsight] = field(default_factory=dict)
    runs: dict[tuple[str, int], PipelineRun] = field(default_factory=dict)
    connections: dict[str, Connection] = field(default_factory=dict)
    tickets: dict[str, tuple[User, datetime]] = field(default_factory=dict)
    use: dict[tuple[str, date], DayUse] = field(default_factory=dict)
    budgets: dict[str, float] = field(default_factory=dict)
    recording_costs: dict[str, MeetingCost] = field(default_factory=dict)
    later_costs: dict[str, MeetingCost] = field(default_factory=dict)
    due: dict[tuple[DueKind, str, int], datetime] = field(default_factory=dict)

    def of_session(self, rows: dict[Any, Row], session_id: str) -> list[Row]:
        """The rows of one session in the order of their keys."""
        return [rows[key] for key in sorted(key for key in rows if key[0] == session_id)]

    def set_due(self, kind: DueKind, session_id: str, number: int, moment: datetime | None) -> None:
        key = (kind, session_id, number)
        if moment is None:
            self.due.pop(key, None)
        else:
            self.due[key] = moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def found(self, workspace: Workspace, user: User) -> None:
        """The user's first workspace, which they own and work in."""
        self.workspaces[workspace.id] = workspace
        self.workspace_of_user[user.id] = workspace.id
        self.slugs.add(workspace.slug)
        owner = Membership(workspace.id, user.id, WorkspaceRole.OWNER, user.name, user.email, workspace.created_at)
        self.members[workspace.id, user.id] = owner

    def due_before(self, moment: datetime) -> list[Due]:
        ripe = sorted((at, key) for key, at in self.due.items() if at <= moment)
        return [Due(*key) for _, key in ripe]


def stores_of(memory: Memory) -> Stores:
    """All stores that the live protocol needs, on `memory`."""
    from tests.fakes.ledger import FakeLedger
    from tests.fakes.meetings import FakeMeetings, FakeWorkspaces
    from tests.fakes.members import FakeAudit, FakeInvitations, FakeMembers
    from tests.fakes.people import NoComments, NoCorrections, NoVoices
    from tests.fakes.segments import FakeSegments
    from tests.fakes.sessions import FakeSessions
    from tests.fakes.small import FakeConnections, FakeEvents, FakeInsights, FakeRuns, FakeTickets

    known: dict[str, Any] = {
        "sessions": FakeSessions(memory),
        "segments": FakeSegments(memory),
        "meetings": FakeMeetings(memory),
        "workspaces": FakeWorkspaces(memory),
        "members": FakeMembers(memory),
        "invitations": FakeInvitations(memory),
        "audit": FakeAudit(memory),
        "events": FakeEvents(memory),
        "insights": FakeInsights(memory),
        "runs": FakeRuns(memory),
        "connections": FakeConnections(memory),
        "tickets": FakeTickets(memory),
        "corrections": NoCorrections(),
        "comments": NoComments(),
        "voices": NoVoices(),
        "ledger": FakeLedger(memory),
    }
    return Stores(**{f.name: known.get(f.name) or NotFaked(f.name) for f in fields(Stores)})


Hook = Callable[[str, str], None]
"""Called with an operation's name (`segments.put`) and `before` or `after`."""


class _Watched:
    def __init__(self, name: str, store: object, hook: Hook) -> None:
        self._name, self._store, self._hook = name, store, hook

    def __getattr__(self, method: str) -> Any:
        operation = getattr(self._store, method)

        def call(*args: Any, **kwargs: Any) -> Any:
            self._hook(f"{self._name}.{method}", "before")
            answer = operation(*args, **kwargs)
            self._hook(f"{self._name}.{method}", "after")
            return answer

        return call


def watched(stores: Stores, hook: Hook) -> Stores:
    """The same stores, with `hook` called around every operation: to interleave, to fail, to kill."""
    each: dict[str, Any] = {f.name: _Watched(f.name, getattr(stores, f.name), hook) for f in fields(Stores)}
    return Stores(**each)
