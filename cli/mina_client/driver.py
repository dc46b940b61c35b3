"""Carries the protocol machine out: real sockets, a real clock, a durable outbox, one loop."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

import websockets.asyncio.client
import websockets.exceptions

from mina_client.effects import CloseLink, Effect, FetchEvents, Notice, OpenLink, Send, StoreEffect, Tell
from mina_client.errors import ClientError, NotAllowed, NotSignedIn, SessionStopped, SignInFailed
from mina_client.frames import PipelineEvent
from mina_client.live_session import LiveSession
from mina_client.outbox import Outbox
from mina_client.speech import Guess, Utterance, encoded

OPEN_TIMEOUT_SECONDS = 20.0
CLOSE_TIMEOUT_SECONDS = 1.0


class Socket(Protocol):
    """What the driver needs of a WebSocket; `websockets` fits."""

    async def send(self, text: str) -> None: ...

    def __aiter__(self) -> AsyncIterator[str | bytes]: ...

    async def close(self) -> None: ...


Connect = Callable[[], Awaitable[Socket]]
Fetch = Callable[[int], Awaitable[list[PipelineEvent]]]


async def open_socket(url: str) -> Socket:
    """A socket to `url` as the protocol wants it. Proxies are passed by: the address is what `mina endpoints` says."""
    connection = await websockets.asyncio.client.connect(
        url,
        open_timeout=OPEN_TIMEOUT_SECONDS,
        close_timeout=CLOSE_TIMEOUT_SECONDS,
        ping_interval=None,
        max_size=2**20,
        proxy=None,
    )
    return _TextSocket(connection)


@dataclass(frozen=True, slots=True)
class Clock:
    """Milliseconds that never run backwards, `rate` times as fast as the world's: a test need not wait for a resend."""

    rate: float = 1.0

    def now_ms(self) -> int:
        return int(time.monotonic_ns() * self.rate) // 1_000_000

    def seconds_until(self, due_ms: int) -> float:
        return max(0, due_ms - self.now_ms()) / 1000 / self.rate


REAL_TIME = Clock()


class LiveClient:
    """`async with LiveClient(session, outbox, connect, fetch) as client:`, then say, guess, end and wait.

    `connect` opens one socket (with a new ticket each time), `fetch` gets the events after an id over HTTP, `listen`
    is called with every notice, in order, inside the loop. Leaving the block closes the socket and keeps the outbox.
    """

    def __init__(
        self,
        session: LiveSession,
        outbox: Outbox,
        connect: Connect,
        fetch: Fetch,
        listen: Callable[[Notice], None],
        clock: Clock = REAL_TIME,
    ) -> None:
        self.session = session
        self._outbox = outbox
        self._connect = connect
        self._fetch = fetch
        self._listen = listen
        self._now_ms = clock.now_ms
        self._clock = clock
        self._sockets: dict[int, asyncio.Queue[str | None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._failure: BaseException | None = None
        self._is_closed = False
        self._changed = asyncio.Event()
        self._ticking = asyncio.Event()

    async def __aenter__(self) -> LiveClient:
        kept = self._outbox.load()
        self._carry_out(self.session.start(self._now_ms(), kept.utterances, kept.batches))
        self._spawn(self._tick())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_closed = True
        for queue in self._sockets.values():
            queue.put_nowait(None)
        closing = [task for task in self._tasks if task.get_name() == "socket"]
        if closing:
            await asyncio.wait(closing, timeout=2 * CLOSE_TIMEOUT_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def say(self, *utterances: Utterance) -> None:
        """Takes final utterances; they are on the disk when this returns."""
        self._carry_out(self.session.say(utterances, self._now_ms()))

    def guess(self, guess: Guess) -> None:
        """Takes an interim guess."""
        self._carry_out(self.session.guess(guess, self._now_ms()))

    def flush(self) -> None:
        """Sends what waits for its batch now."""
        self._carry_out(self.session.flush(self._now_ms()))

    def end(self, *, is_forced: bool = False) -> None:
        """Asks for the end of the session, once everything is acknowledged."""
        self._carry_out(self.session.end(self._now_ms(), is_forced=is_forced))

    async def wait_until(self, holds: Callable[[LiveSession], bool]) -> None:
        """Returns when `holds(session)`. Raises SessionStopped where the session cannot get there any more."""
        while not holds(self.session):
            if self._failure is not None:
                raise self._failure
            if self.session.stopped is not None:
                raise SessionStopped(self.session.stopped.code, self.session.stopped.message)
            self._changed.clear()
            await self._changed.wait()

    # Effects.

    def _carry_out(self, effects: Iterable[Effect]) -> None:
        effects = list(effects)
        stored = [effect for effect in effects if isinstance(effect, StoreEffect)]
        if stored:
            self._outbox.apply(stored)
        for effect in [] if self._is_closed else effects:
            match effect:
                case OpenLink(link):
                    self._sockets[link] = asyncio.Queue()
                    self._spawn(self._run_link(link), "socket")
                case CloseLink(link):
                    self._write(link, None)
                case Send(link, frame):
                    self._write(link, encoded(frame))
                case FetchEvents(after):
                    self._spawn(self._fetch_events(after))
                case Tell(notice):
                    self._listen(notice)
        self._changed.set()
        self._ticking.set()

    def _write(self, link: int, text: str | None) -> None:
        if queue := self._sockets.get(link):
            queue.put_nowait(text)

    def _spawn(self, work: Awaitable[None], name: str = "work") -> None:
        task = asyncio.ensure_future(self._guarded(work))
        task.set_name(name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:  # whatever broke, the one who waits has to hear of it
            self._failure = error
            self._changed.set()

    # The network and the clock.

    async def _run_link(self, link: int) -> None:
        reason = "the connection was closed"
        try:
            socket = await self._connect()
            await self._talk(link, socket)
        except (SignInFailed, NotSignedIn, NotAllowed):
            raise
        except (ClientError, OSError, TimeoutError, websockets.exceptions.WebSocketException) as error:
            reason = str(error) or type(error).__name__
        finally:
            del self._sockets[link]
        self._carry_out(self.session.link_closed(link, self._now_ms(), reason))

    async def _talk(self, link: int, socket: Socket) -> None:
        writer = asyncio.ensure_future(self._send_queued(socket, self._sockets[link]))
        try:
            self._carry_out(self.session.link_opened(link, self._now_ms()))
            async for text in socket:
                self._carry_out(self.session.received(link, text, self._now_ms()))
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            with suppress(Exception):
                await socket.close()

    async def _send_queued(self, socket: Socket, queue: asyncio.Queue[str | None]) -> None:
        with suppress(OSError, websockets.exceptions.WebSocketException):
            while (text := await queue.get()) is not None:
                await socket.send(text)
        await socket.close()

    async def _fetch_events(self, after: int) -> None:
        try:
            events = await self._fetch(after)
        except ClientError:
            self._carry_out(self.session.events_failed(self._now_ms()))
        else:
            self._carry_out(self.session.events_fetched(events, self._now_ms()))

    async def _tick(self) -> None:
        while True:
            self._ticking.clear()
            due = self.session.deadline_ms()
            try:
                async with asyncio.timeout(None if due is None else self._clock.seconds_until(due)):
                    await self._ticking.wait()
            except TimeoutError:
                self._carry_out(self.session.tick(self._now_ms()))


class _TextSocket:
    """A websockets connection whose close is seen as the end of its frames, however it came about."""

    def __init__(self, connection: websockets.asyncio.client.ClientConnection) -> None:
        self._connection = connection

    async def send(self, text: str) -> None:
        await self._connection.send(text)

    async def __aiter__(self) -> AsyncIterator[str | bytes]:
        with suppress(websockets.exceptions.ConnectionClosed):
            async for text in self._connection:
                yield text

    async def close(self) -> None:
        await self._connection.close()


jitter = random.SystemRandom().random
"""The randomness of a real client."""
