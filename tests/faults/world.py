"""The whole product in one process and in virtual time: clients, network, handlers, stores, state machine, sweeper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any

from tests.checker import Record, read_record, violations
from tests.fakes.memory import Memory, stores_of, watched
from tests.fakes.world import FakeBreaker, FakeClock
from tests.faults.lambdas import Container
from tests.faults.network import Faults, Network, claims
from tests.faults.recorder import Recorder, an_utterance
from tests.faults.scheduler import Killed, Scheduler
from tests.faults.step_functions import StepFunctions

from mina.domain.errors import StoreUnavailable
from mina.domain.outbox import PipelineRun
from mina.domain.principal import User
from mina.domain.session import Session
from mina.ports.stored import Seal
from mina.ports.stores import Sessions, Stores
from mina_client.frames import Profile

MINUTE = 60_000
CAPABILITY = "c" * 43
"""An anonymous client brings its secret along: the answer to its first join may be lost."""


@dataclass
class World:
    """`stores` None: in memory. `containers`: how many Lambda containers hold each function."""

    seed: int = 0
    faults: Faults = field(default_factory=Faults)
    stores: Stores | None = None
    containers: int = 2
    stream_delay_ms: int = 500
    stream_copies: int = 1
    has_sweeper: bool = True

    def __post_init__(self) -> None:
        self.clock = FakeClock()
        self.scheduler = self.new_scheduler(self.clock)
        self.network = Network(self.scheduler, self.faults)
        self.plain = self.stores or stores_of(Memory())
        self.recorders: list[Recorder] = []
        self.breaker = FakeBreaker()
        self.is_store_away = False
        self._failpoints: dict[tuple[str, str], list[Callable[[], None]]] = {}
        served = watched(self._streamed(), self._meet)
        self.pipelines = StepFunctions(self.network, served, hook=self._meet)
        self.served = served
        self.network.containers = [
            Container(served, self.network, self.pipelines, self.clock, self.breaker) for _ in range(self.containers)
        ]
        if self.has_sweeper:
            self.scheduler.at(MINUTE, self._sweep)

    def new_scheduler(self, clock: FakeClock) -> Scheduler:
        return Scheduler(clock, self.seed)

    # Who takes part.

    def recorder(
        self, session_id: str = "s-1", instance_id: str = "tab-1", principal: User | None = None, **profile: Any
    ) -> Recorder:
        if principal is None:
            profile.setdefault("capability", CAPABILITY)
        new = Recorder(self.network, self.plain, Profile(session_id, instance_id, **profile), principal)
        self.recorders.append(new)
        return new

    def talk(self, recorder: Recorder, count: int, every_ms: int = 500, who: str = "a", is_ended: bool = True) -> None:
        """Let `recorder` say `count` utterances from now on, one every `every_ms`, and then end the session."""
        for number in range(1, count + 1):
            self.scheduler.at(number * every_ms, partial(recorder.say_if_running, an_utterance(number, who)))
        if is_ended:
            self.scheduler.at((count + 1) * every_ms, recorder.end_if_running)

    def http(
        self, who: User | str, path: str, body: str = "{}", answered: Callable[[Any], object] = lambda _: None
    ) -> None:
        """`POST` one of the finalize routes. `who`: a user, or a capability."""
        session_id = path.split("/")[-2]
        headers = {"authorization": f"Capability {who}"} if isinstance(who, str) else {}
        context: dict[str, Any] = {"requestId": "r-http"}
        if isinstance(who, User):
            context["authorizer"] = {"lambda": claims(who)}
        event = {
            "routeKey": f"POST {path}",
            "requestContext": context,
            "pathParameters": {"external_id": session_id, "session_id": session_id},
            "headers": headers,
            "body": body,
        }
        self.network.call("finalize/complete", "handler", event, answered)

    # Faults.

    def once(self, moment: str, operation: str, action: Callable[[], None], skip: int = 0) -> None:
        """Do `action` inside the invocation that comes to this point next, after `skip` others."""
        planned = self._failpoints.setdefault((moment, operation), [])
        planned += [_nothing] * skip
        planned.append(action)

    def kill(self, moment: str, operation: str, skip: int = 0) -> None:
        """The process that comes to this point dies."""
        self.once(moment, operation, _die, skip)

    def fail(self, moment: str, operation: str, times: int = 1) -> None:
        """`before`: the store does not do it; `after`: it does it, and the answer is lost."""
        for _ in range(times):
            self.once(moment, operation, _lose)

    def store_away(self, from_ms: int, for_ms: int) -> None:
        """The whole database is away for a while."""
        self.scheduler.at(from_ms, lambda: setattr(self, "is_store_away", True))
        self.scheduler.at(from_ms + for_ms, lambda: setattr(self, "is_store_away", False))

    # What happened.

    def run(self, for_ms: int, is_done: Callable[[], bool] = lambda: False) -> bool:
        return self.scheduler.run(for_ms, is_done)

    def run_until_over(self, session_id: str = "s-1", within_ms: int = 30 * MINUTE) -> Record:
        """Until the session is sealed, reconciled and its insights are there, and all its clients know."""
        assert self.run(within_ms, lambda: self.is_over(session_id)), self.story(session_id)
        self.run(3 * MINUTE)
        return self.record(session_id)

    def is_over(self, session_id: str) -> bool:
        session = self.session(session_id)
        if session is None or session.revision == 0:
            return False
        run = self.plain.runs.get(session_id, session.run)
        return run is not None and run.state.value in ("done", "given_up")

    def session(self, session_id: str = "s-1") -> Session | None:
        return self.plain.sessions.get(session_id)

    def record(self, session_id: str = "s-1") -> Record:
        return read_record(session_id, self.plain)

    def problems(self, session_id: str = "s-1") -> list[str]:
        """The checker's word on this session, the wall between workspaces, and every unexpected failure."""
        logs = [recorder.log for recorder in self.recorders if recorder.profile.session_id == session_id]
        return violations(logs, self.record(session_id)) + self.wall() + self.unexpected()

    def wall(self) -> list[str]:
        """F: no frame reached a socket of another workspace or of another session."""
        found: list[str] = []
        for connection_id, frame in self.network.pushes:
            session = self.session(str(frame.get("session_id"))) if "session_id" in frame else None
            socket = self.network.sockets[connection_id]
            if session is None or not isinstance(socket.principal, User) or session.workspace_id is None:
                continue
            if self.plain.workspaces.id_of_user(socket.principal.id) != session.workspace_id:
                found.append(f"F: {frame['type']} of {session.id} was pushed to {connection_id}")
        return found

    def unexpected(self) -> list[str]:
        expected = (Killed, StoreUnavailable)
        return [f"G: {failure!r}" for failure in self.network.failures if not isinstance(failure, expected)]

    def story(self, session_id: str) -> str:
        said = {r.profile.instance_id: (len(r.log.said), len(r.log.acknowledged)) for r in self.recorders}
        session, problems = self.session(session_id), self.problems(session_id)
        return f"{session} said, acknowledged: {said} {self.network.invocations} {problems}"

    # Inside.

    def _meet(self, operation: str, moment: str) -> None:
        """Everything that an invocation does outside itself passes here: others may go first, and faults happen."""
        self.scheduler.pause()
        planned = self._failpoints.get((moment, operation))
        if planned:
            planned.pop(0)()
        if self.is_store_away and moment == "before":
            raise StoreUnavailable("The store did not answer.")

    def _streamed(self) -> Stores:
        sessions: Any = _StreamedSessions(self.plain.sessions, self._stream)
        known = {one.name: getattr(self.plain, one.name) for one in fields(Stores)}
        return Stores(**{**known, "sessions": sessions})

    def _stream(self, run: PipelineRun) -> None:
        key = {"pk": {"S": f"SESSION#{run.session_id}"}, "sk": {"S": f"RUN#{run.run:06d}"}}
        record = {"eventName": "INSERT", "dynamodb": {"Keys": key, "SequenceNumber": str(run.run)}}
        for copy in range(self.stream_copies):
            delay = self.stream_delay_ms * (copy + 1)
            self.scheduler.at(delay, lambda: self.network.call("finalize/outbox", "handler", {"Records": [record]}))

    def _sweep(self) -> None:
        self.network.call("finalize/sweeper", "handler", {})
        self.scheduler.at(MINUTE, self._sweep)


class _StreamedSessions:
    """The table's stream: what a seal or a person asks for reaches the outbox consumer a little later."""

    def __init__(self, sessions: Sessions, stream: Callable[[PipelineRun], None]) -> None:
        self._sessions, self._stream = sessions, stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sessions, name)

    def seal(self, seal: Seal) -> bool:
        is_sealed = self._sessions.seal(seal)
        if is_sealed:
            self._stream(seal.run)
        return is_sealed

    def request_run(self, session: Session, run: PipelineRun) -> bool:
        is_wanted = self._sessions.request_run(session, run)
        if is_wanted:
            self._stream(run)
        return is_wanted


def _nothing() -> None:
    """Somebody passes unharmed."""


def _die() -> None:
    raise Killed


def _lose() -> None:
    raise StoreUnavailable("The store did not answer.")
