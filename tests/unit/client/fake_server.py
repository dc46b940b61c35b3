"""The fake server behind a real WebSocket on this machine, with faults: drops, repeats, reordering, cuts, lost acks."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from tests.unit.client.fake_mina import FakeMina, Frame
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from mina_client.frames import PipelineEvent, event_from


@dataclass
class FakeServer:
    """`url` is where it listens. Probabilities are per frame: of being lost on the way in or out, of arriving twice,
    of being overtaken by the next ones, of breaking the socket."""

    mina: FakeMina = field(default_factory=FakeMina)
    drop_in: float = 0.0
    drop_out: float = 0.0
    duplicate: float = 0.0
    reorder: float = 0.0
    cut: float = 0.0
    seed: int = 0
    url: str = ""
    connections: int = 0
    refuse: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._sockets: set[ServerConnection] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[FakeServer]:
        """Listens on a free port."""
        async with serve(self._talk, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            self.url = f"ws://127.0.0.1:{port}"
            yield self

    async def push(self, frame: Frame) -> None:
        """The server says something of its own accord."""
        for socket in list(self._sockets):
            await self._send(socket, frame)

    async def events(self, after: int) -> list[PipelineEvent]:
        """What HTTP would answer."""
        return [event_from(event) for event in self.mina.events if event["event_id"] > after]

    def cut_all(self) -> None:
        """Every socket breaks, without a word of farewell."""
        for socket in self._sockets:
            socket.transport.abort()

    async def _talk(self, socket: ServerConnection) -> None:
        self.connections += 1
        if self.refuse > 0:
            self.refuse -= 1
            socket.transport.abort()
            return
        self._sockets.add(socket)
        joined: list[str] = []
        with suppress(ConnectionClosed):
            async for text in socket:
                await self._receive(socket, json.loads(text), joined)
        self._sockets.discard(socket)

    async def _receive(self, socket: ServerConnection, frame: Frame, joined: list[str]) -> None:
        if self._chance(self.cut):
            socket.transport.abort()
        if self._chance(self.drop_in):
            return
        for _ in range(2 if self._chance(self.duplicate) else 1):
            if self._chance(self.reorder):
                task = asyncio.ensure_future(self._answer_late(socket, frame, joined))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            else:
                await self._answer(socket, frame, joined)

    async def _answer_late(self, socket: ServerConnection, frame: Frame, joined: list[str]) -> None:
        await asyncio.sleep(self._random.random() / 50)
        await self._answer(socket, frame, joined)

    async def _answer(self, socket: ServerConnection, frame: Frame, joined: list[str]) -> None:
        answers = self.mina.handle(frame, joined[0] if joined else None)
        if frame["action"] == "join_session":
            joined[:] = [frame["instance_id"]]
        for answer in answers:
            if not self._chance(self.drop_out):
                await self._send(socket, answer)

    async def _send(self, socket: ServerConnection, frame: Frame) -> None:
        with suppress(ConnectionClosed):
            await socket.send(json.dumps(frame))

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability
