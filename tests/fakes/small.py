"""Events, insights, runs, connections and tickets in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tests.fakes.memory import Memory

from mina.domain.connection import Connection
from mina.domain.event import Event
from mina.domain.insight import Step
from mina.domain.outbox import PipelineRun, RunState
from mina.domain.principal import Anonymous, User
from mina.ports.stored import DueKind, StoredInsight


class FakeEvents:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def put(self, event: Event) -> bool:
        key = (event.session_id, event.event_id)
        return self._memory.events.setdefault(key, event) is event

    def after(self, session_id: str, event_id: int) -> list[Event]:
        events: list[Event] = self._memory.of_session(self._memory.events, session_id)
        return [event for event in events if event.event_id > event_id]

    def last_id(self, session_id: str) -> int:
        return max((event.event_id for event in self.after(session_id, 0)), default=0)


class FakeInsights:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def put(self, session_id: str, insight: StoredInsight) -> None:
        self._memory.insights[session_id, insight.step] = insight

    def get(self, session_id: str, step: Step) -> StoredInsight | None:
        return self._memory.insights.get((session_id, step))

    def want_upgrade(self, session_id: str, revision: int, due_at: datetime) -> None:
        self._memory.set_due(DueKind.UPGRADE, session_id, revision, due_at)

    def drop_upgrade(self, session_id: str, revision: int) -> None:
        self._memory.set_due(DueKind.UPGRADE, session_id, revision, None)


class FakeRuns:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def get(self, session_id: str, run: int) -> PipelineRun | None:
        return self._memory.runs.get((session_id, run))

    def update(self, run: PipelineRun, due_at: datetime | None) -> None:
        key = (run.session_id, run.run)
        stored = self._memory.runs.get(key)
        if stored and stored.state not in (RunState.DONE, RunState.GIVEN_UP):
            self._memory.runs[key] = run
            self._memory.set_due(DueKind.RUN, *key, due_at)


class FakeConnections:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def put(self, connection: Connection) -> None:
        self.join(connection)

    def get(self, connection_id: str) -> Connection | None:
        return self._memory.connections.get(connection_id)

    def join(self, connection: Connection) -> None:
        """A shown capability is not kept: it opened the door, and that was all."""
        principal = connection.principal
        kept = principal if isinstance(principal, User) else Anonymous()
        self._memory.connections[connection.id] = _with_principal(connection, kept)

    def leave(self, connection_id: str) -> Connection | None:
        return self._memory.connections.pop(connection_id, None)

    def of_session(self, session_id: str) -> list[Connection]:
        mine = [c for c in self._memory.connections.values() if c.session_id == session_id]
        return sorted(mine, key=lambda c: c.id)

    def of_workspace(self, workspace_id: str) -> list[str]:
        return sorted(c.id for c in self._memory.connections.values() if c.workspace_id == workspace_id)


class FakeTickets:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def put(self, ticket_hash: str, user: User, expires_at: datetime) -> None:
        self._memory.tickets[ticket_hash] = (user, expires_at)

    def redeem(self, ticket_hash: str, now: datetime) -> User | None:
        user, valid_until = self._memory.tickets.get(ticket_hash, (None, now))
        if user is None or valid_until < now:
            return None
        del self._memory.tickets[ticket_hash]
        return user


def _with_principal(connection: Connection, principal: User | Anonymous) -> Connection:
    return replace(connection, principal=principal)
