"""The driver on real sockets of this machine, its clock a hundred times as fast as the world's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from tests.unit.client.fake_server import FakeServer

from mina_client.driver import Clock, LiveClient, Socket, open_socket
from mina_client.effects import Acked, Notice, Waiting
from mina_client.errors import OutboxBusy, SessionStopped, SignInFailed
from mina_client.frames import PipelineEvent, Profile
from mina_client.live_session import LiveSession
from mina_client.memory_outbox import MemoryOutbox
from mina_client.outbox import Outbox, SqliteOutbox
from mina_client.speech import Utterance

PROFILE = Profile("s", "recorder-1")
FAST = Clock(rate=100)


def a_client(server: FakeServer, outbox: Outbox, listen: Callable[[Notice], None] = lambda _: None) -> LiveClient:
    kept = outbox.load()
    session = LiveSession(kept.profile, lambda: 0.5, kept.standing)

    async def connect() -> Socket:
        return await open_socket(server.url)

    return LiveClient(session, outbox, connect, server.events, listen, FAST)


def utterances(count: int, first: int = 1) -> list[Utterance]:
    return [Utterance(f"u{n}", f"word {n}", n * 100, n * 100 + 90) for n in range(first, first + count)]


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 30))


@pytest.mark.parametrize(
    "server",
    [
        pytest.param(FakeServer(), id="a calm network"),
        pytest.param(FakeServer(drop_in=0.2), id="frames lost on the way"),
        pytest.param(FakeServer(drop_out=0.3), id="acks lost"),
        pytest.param(FakeServer(duplicate=0.5), id="frames repeated"),
        pytest.param(FakeServer(reorder=0.5), id="frames overtaken"),
        pytest.param(FakeServer(cut=0.05), id="sockets cut"),
        pytest.param(FakeServer(refuse=3), id="refused at first"),
        pytest.param(FakeServer(drop_in=0.1, drop_out=0.1, duplicate=0.1, reorder=0.1, cut=0.03), id="all at once"),
    ],
)
def test_a_meeting_arrives_whole_and_in_order(server: FakeServer) -> None:
    events: list[PipelineEvent] = []

    def listen(notice: Notice) -> None:
        if isinstance(notice, PipelineEvent):
            events.append(notice)

    async def meeting() -> None:
        async with server.running(), a_client(server, MemoryOutbox(PROFILE), listen) as client:
            for utterance in utterances(203):
                client.say(utterance)
                await asyncio.sleep(0)
            client.end()
            await client.wait_until(lambda session: session.finalized is not None)
            await client.wait_until(lambda _: len(events) == 3)

    run(meeting())

    stored = server.mina.stored
    assert [stored[seq]["text"] for seq in sorted(stored)] == [f"word {n}" for n in range(1, 204)]
    assert [event.kind for event in events] == ["session_finalized", "post_transcription_reveal", "dashboard_refresh"]


def test_a_client_that_is_closed_goes_on_from_its_file(tmp_path: Path) -> None:
    server = FakeServer(drop_out=1.0)
    path = tmp_path / "s.sqlite"

    async def first() -> None:
        outbox = SqliteOutbox(path, PROFILE)
        async with server.running(), a_client(server, outbox) as client:
            client.say(*utterances(12))
        outbox.close()

    async def second() -> None:
        server.drop_out = 0.0
        outbox = SqliteOutbox(path)
        async with server.running(), a_client(server, outbox) as client:
            client.end()
            await client.wait_until(lambda session: session.finalized is not None)
        outbox.discard()

    run(first())
    run(second())

    assert sorted(server.mina.stored) == list(range(1, 13))
    assert list(tmp_path.iterdir()) == []


def test_a_going_away_server_is_left_for_a_new_socket_first() -> None:
    server = FakeServer()

    async def meeting() -> None:
        async with server.running(), a_client(server, MemoryOutbox(PROFILE)) as client:
            await client.wait_until(lambda session: session.is_joined)
            await server.push({"type": "going_away", "reconnect_within_ms": 60_000})
            client.say(*utterances(5))
            await client.wait_until(lambda _: len(server.mina.joins) == 2)
            client.say(*utterances(5, first=6))
            await client.wait_until(lambda session: session.delivery.stored == 10)

    run(meeting())

    assert server.connections == 2
    assert sorted(server.mina.stored) == list(range(1, 11))


def test_broken_sockets_are_told_and_replaced() -> None:
    server = FakeServer()
    notices: list[Notice] = []

    async def meeting() -> None:
        async with server.running(), a_client(server, MemoryOutbox(PROFILE), notices.append) as client:
            await client.wait_until(lambda session: session.is_joined)
            server.cut_all()
            await client.wait_until(lambda session: not session.is_joined)
            client.say(*utterances(5))
            await client.wait_until(lambda session: session.delivery.stored == 5)

    run(meeting())

    assert [notice for notice in notices if isinstance(notice, Waiting)]
    assert [notice for notice in notices if isinstance(notice, Acked)] == [Acked((1, 5), late=False)]


def test_a_fenced_recorder_hears_of_it_and_keeps_its_words() -> None:
    server = FakeServer()
    outbox = MemoryOutbox(PROFILE)

    async def meeting() -> None:
        async with server.running(), a_client(server, outbox) as client:
            await client.wait_until(lambda session: session.is_joined)
            server.mina.take_over("recorder-2")
            client.say(*utterances(5))
            await client.wait_until(lambda session: session.delivery.is_empty)

    with pytest.raises(SessionStopped) as stopped:
        run(meeting())

    assert stopped.value.code == "FENCED"
    assert outbox.load().unsent == 5


def test_a_refused_sign_in_is_not_tried_for_ever() -> None:
    async def connect() -> Socket:
        raise SignInFailed("cannot sign in: wrong password")

    async def fetch(after: int) -> list[PipelineEvent]:
        raise AssertionError(after)

    async def meeting() -> None:
        session = LiveSession(PROFILE, lambda: 0.0)
        async with LiveClient(session, MemoryOutbox(PROFILE), connect, fetch, lambda _: None, FAST) as client:
            await client.wait_until(lambda session: session.is_joined)

    with pytest.raises(SignInFailed):
        run(meeting())


def test_two_processes_cannot_number_one_session(tmp_path: Path) -> None:
    first = SqliteOutbox(tmp_path / "s.sqlite", PROFILE)

    with pytest.raises(OutboxBusy):
        SqliteOutbox(tmp_path / "s.sqlite", PROFILE)

    first.close()
