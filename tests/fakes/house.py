"""A whole small product in memory: stores, sockets, a clock, a state machine, and the use cases on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.builders import a_connection, a_join
from tests.fakes.memory import Hook, Memory, stores_of, watched
from tests.fakes.world import FakeBreaker, FakeClock, FakePipelines, FakeSockets

from mina.domain.connection import Connection
from mina.domain.principal import Principal
from mina.domain.segment import Batch, Interim, Segment
from mina.domain.session import Session
from mina.domain.transcript import assemble
from mina.ports.stores import Stores
from mina.services.append import Acknowledged, Writer, append, put_interim
from mina.services.finalize import Finalized, Finalizer, Pending
from mina.services.join import Joined, JoinRequest, join
from mina.services.sweep import Sweeper


@dataclass
class House:
    """`hook` is called around every operation of a store."""

    memory: Memory = field(default_factory=Memory)
    clock: FakeClock = field(default_factory=FakeClock)
    sockets: FakeSockets = field(default_factory=FakeSockets)
    pipelines: FakePipelines = field(default_factory=FakePipelines)
    breaker: FakeBreaker = field(default_factory=FakeBreaker)
    hook: Hook | None = None
    plain: Stores = field(init=False)

    def __post_init__(self) -> None:
        self.plain = stores_of(self.memory)

    @property
    def stores(self) -> Stores:
        return watched(self.plain, self.hook) if self.hook else self.plain

    @property
    def finalizer(self) -> Finalizer:
        return Finalizer(self.stores, self.sockets, self.pipelines, self.clock)

    def socket(self, principal: Principal | None = None, id: str = "") -> Connection:
        """A socket that is open and has joined nothing."""
        connection = a_connection(id, principal)
        self.plain.connections.join(connection)
        return connection

    def join(self, request: JoinRequest | None = None, connection: Connection | None = None, **fields: Any) -> Joined:
        """`fields` are those of the request, and `principal`."""
        principal = fields.pop("principal", None)
        return join(request or a_join(**fields), connection or self.socket(principal), self.stores, self.clock)

    def append(self, joined: Joined, batch: Batch) -> Acknowledged:
        return append(writer_of(joined), batch, self.stores, self.sockets, self.pipelines, self.clock)

    def guess(self, joined: Joined, interim: Interim) -> None:
        put_interim(writer_of(joined), interim, self.stores, self.sockets, self.clock)

    def finalize(
        self, session_id: str = "s-1", last_seq: int | None = None, force: bool = False
    ) -> Finalized | Pending:
        return self.finalizer.finalize(session_id, last_seq, force)

    def sweep(self) -> dict[str, int]:
        return dict(Sweeper(self.finalizer, self.breaker).sweep())

    def session(self, session_id: str = "s-1") -> Session:
        session = self.plain.sessions.get(session_id)
        assert session is not None
        return session

    def read(self, session_id: str = "s-1") -> tuple[Segment, ...]:
        """The sealed transcript in reading order."""
        batches = [stored.batch for stored in self.plain.segments.batches(session_id)]
        return assemble(batches, self.plain.segments.kept_interims(session_id)).reading_order

    def during(self, operation: str, moment: str, action: Callable[[], object]) -> None:
        """Let `action` happen once, `before` or `after` the next call of `operation`: somebody else at that point."""
        waiting = [action]

        def hook(called: str, when: str) -> None:
            if waiting and (called, when) == (operation, moment):
                waiting.pop()()

        self.hook = hook


def writer_of(joined: Joined) -> Writer:
    connection = joined.connection
    return Writer(joined.session.id, connection.instance_id, connection.epoch)
