"""API Gateway and the network before it: real handlers, a frame at a time or many, and everything that can go wrong."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from tests.faults.lambdas import Container, route_of
from tests.faults.scheduler import Scheduler

from mina.domain.principal import Principal, User
from mina.ports.broadcaster import Frame

SOCKET_LIFE_MS = 2 * 3600 * 1000
IDLE_MS = 10 * 60 * 1000
MAX_FRAME_BYTES = 32 * 1024


@dataclass(frozen=True, slots=True)
class Faults:
    """How likely each fault is, per frame and direction. Frames overtake each other within `delay_ms`."""

    drop: float = 0.0
    drop_answers: float = 0.0
    duplicate: float = 0.0
    cut: float = 0.0
    half_open: float = 0.0
    delay_ms: int = 20


class Peer(Protocol):
    """Who sits at the other end of a socket."""

    def opened(self, socket: str) -> None: ...

    def received(self, socket: str, text: str) -> None: ...

    def closed(self, socket: str) -> None: ...


@dataclass
class _Socket:
    id: str
    peer: Peer
    principal: Principal | None
    opened_at: datetime
    heard_at: datetime
    is_open: bool = True


@dataclass
class Network:
    """A `Broadcaster`, too. `invocations` counts handler calls by route; `pushes` is all that was sent to whom."""

    scheduler: Scheduler
    faults: Faults = field(default_factory=Faults)
    containers: list[Container] = field(default_factory=list)
    sockets: dict[str, _Socket] = field(default_factory=dict)
    invocations: dict[str, int] = field(default_factory=dict)
    pushes: list[tuple[str, Frame]] = field(default_factory=list)
    push_status: Callable[[str], int] = lambda _: 200
    failures: list[BaseException] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    # Sockets.

    def open(self, peer: Peer, principal: Principal | None) -> str:
        """A new socket; its peer hears that it is open when `$connect` has let it in."""
        now = self.scheduler.clock.now()
        socket = _Socket(f"c-{next(self._numbers)}", peer, principal, now, now)
        self.sockets[socket.id] = socket
        self.scheduler.at(SOCKET_LIFE_MS, lambda: self.close(socket.id))
        self.scheduler.at(IDLE_MS, lambda: self._close_if_idle(socket))
        self._invoke("$connect", socket, None, lambda answer: self._tell_opened(socket))
        return socket.id

    def close(self, socket_id: str, *, is_told: bool = True) -> None:
        """The socket breaks. `is_told` False: API Gateway never learns of it, and the client not before it asks."""
        socket = self.sockets[socket_id]
        if not socket.is_open:
            return
        socket.is_open = False
        socket.peer.closed(socket_id)
        if is_told:
            self._invoke("$disconnect", socket, None, lambda answer: None)

    def send(self, socket_id: str, frame: dict[str, Any] | str) -> None:
        """A client's frame sets out. It may arrive after the socket has broken, as it does in the world."""
        socket, text = (
            self.sockets[socket_id],
            frame if isinstance(frame, str) else json.dumps(frame, ensure_ascii=False),
        )
        if not socket.is_open:
            return
        socket.heard_at = self.scheduler.clock.now()
        if len(text.encode("utf-8", "surrogatepass")) > MAX_FRAME_BYTES:
            self.close(socket_id)
            return
        if self._chance(self.faults.cut):
            self._later(lambda: self.close(socket_id, is_told=not self._chance(self.faults.half_open)))
        for _ in range(self._copies(self.faults.drop)):
            self._later(lambda: self._arrive(socket, text))

    def _tell_opened(self, socket: _Socket) -> None:
        if socket.is_open:
            socket.peer.opened(socket.id)

    # Broadcaster.

    def push(self, connection_ids: Iterable[str], frame: Frame) -> frozenset[str]:
        self.scheduler.pause()
        gone: set[str] = set()
        for connection_id in connection_ids:
            status, socket = self.push_status(connection_id), self.sockets.get(connection_id)
            if status == 410 or socket is None or not socket.is_open:
                gone.add(connection_id)
            elif status == 200:
                self.pushes.append((connection_id, frame))
                self._deliver(socket, json.dumps(frame))
        return frozenset(gone)

    def last_active(self, connection_id: str) -> datetime | None:
        socket = self.sockets.get(connection_id)
        return socket.heard_at if socket else None

    # Inside.

    def call(self, module: str, name: str, event: Any, answered: Callable[[Any], object] = lambda _: None) -> None:
        """Invoke a handler that is behind no socket: HTTP, the timer, the sweeper, the stream."""
        handler = self._container().handler(module, name)
        self.scheduler.spawn(lambda: handler(event, None), self._counted(f"{module}.{name}", answered))

    def _arrive(self, socket: _Socket, text: str) -> None:
        route = _route(text)
        self._invoke(route, socket, text, lambda answer: self._answer(socket, answer))

    def _answer(self, socket: _Socket, answer: Any) -> None:
        body = (answer or {}).get("body")
        if body:
            self._deliver(socket, body)

    def _deliver(self, socket: _Socket, text: str) -> None:
        for _ in range(self._copies(self.faults.drop_answers)):
            self._later(lambda: _hand_over(socket, text))

    def _invoke(self, route: str, socket: _Socket, text: str | None, answered: Callable[[Any], object]) -> None:
        handler = self._container().route(route)
        event = _event(route, socket, text)
        counted = self._counted(route, answered, lambda: self._broken(route, socket))
        self.scheduler.spawn(lambda: handler(event, None), counted)

    def _broken(self, route: str, socket: _Socket) -> None:
        """What a client sees of a handler that died: no socket at all, or a frame of API Gateway's own."""
        if route == "$connect":
            self.close(socket.id, is_told=False)
        elif route != "$disconnect":
            self._deliver(socket, json.dumps({"message": "Internal server error", "connectionId": socket.id}))

    def _counted(
        self, name: str, answered: Callable[[Any], object], broken: Callable[[], object] = lambda: None
    ) -> Callable[[Any, BaseException | None], object]:
        self.invocations[name] = self.invocations.get(name, 0) + 1

        def done(answer: Any, failure: BaseException | None) -> None:
            if failure is None:
                answered(answer)
            else:
                self.failures.append(failure)
                broken()

        return done

    def _container(self) -> Container:
        return self.scheduler.random.choice(self.containers)

    def _close_if_idle(self, socket: _Socket) -> None:
        if not socket.is_open:
            return
        idle = self.scheduler.clock.now() - socket.heard_at
        if idle >= timedelta(milliseconds=IDLE_MS):
            self.close(socket.id)
        else:
            left = IDLE_MS - round(idle.total_seconds() * 1000)
            self.scheduler.at(left, lambda: self._close_if_idle(socket))

    def _later(self, action: Callable[[], object]) -> None:
        self.scheduler.at(self.scheduler.random.randint(1, self.faults.delay_ms), action)

    def _copies(self, drop: float) -> int:
        if self._chance(drop):
            return 0
        return 2 if self._chance(self.faults.duplicate) else 1

    def _chance(self, probability: float) -> bool:
        return self.scheduler.random.random() < probability


def _hand_over(socket: _Socket, text: str) -> None:
    if socket.is_open:
        socket.peer.received(socket.id, text)


def _route(text: str) -> str:
    try:
        return route_of(json.loads(text))
    except (ValueError, RecursionError):
        return "$default"


def _event(route: str, socket: _Socket, text: str | None) -> dict[str, Any]:
    context: dict[str, Any] = {
        "routeKey": route,
        "connectionId": socket.id,
        "requestId": f"r-{socket.id}",
        "connectedAt": round(socket.opened_at.timestamp() * 1000),
    }
    if isinstance(socket.principal, User):
        context["authorizer"] = claims(socket.principal)
    return {"requestContext": context, "body": text}


def claims(user: User) -> dict[str, Any]:
    """What the authorizer says of a user."""
    return {"sub": user.id, "name": user.name, "email": user.email, "exp": int(user.expires_at.timestamp())}
