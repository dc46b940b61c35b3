"""The same replay through Mina: the deployed template on the emulator, a real socket, the Python client."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
from benchmarks.live.replay import utterances
from benchmarks.peer.outcome import Outcome
from tests.e2e.meeting import ticket
from tests.stack import Stack, User

from mina_client.driver import LiveClient, jitter, open_socket
from mina_client.effects import Acked, Notice
from mina_client.errors import Unreachable
from mina_client.frames import PipelineEvent, Profile
from mina_client.live_session import LiveSession
from mina_client.outbox import SqliteOutbox
from mina_client.speech import Utterance

PATIENCE_SECONDS = 180


class Recording:
    """One recording by one user. The session's name is new for each."""

    def __init__(self, stack: Stack, user: User, name: str, folder: Path) -> None:
        self._stack, self._user, self._name, self._folder = stack, user, name, folder
        self.outcome = Outcome()

    async def replay(self, count: int, pause_seconds: float, kill_at: int | None) -> Outcome:
        profile = Profile(self._name, "tab-1")
        outbox = SqliteOutbox(self._folder / f"{self._name}.sqlite", profile)
        async with LiveClient(LiveSession(profile, jitter), outbox, self._connect, self._fetch, self._listen) as client:
            await client.wait_until(lambda session: session.is_joined)
            for row in utterances(count):
                self.outcome.say(row["seq"])
                client.say(Utterance(**{name: value for name, value in row.items() if name != "seq"}))
                await asyncio.sleep(pause_seconds)
                if row["seq"] == kill_at:
                    await asyncio.to_thread(self._stack.kill)
                    await asyncio.to_thread(self._stack.restart)
            client.flush()
            async with asyncio.timeout(PATIENCE_SECONDS):
                await client.wait_until(lambda session: session.delivery.is_empty)
        outbox.close()
        stored = await asyncio.to_thread(self._stored)
        self.outcome.stored, self.outcome.copies = set(stored), len(stored) - len(set(stored))
        return self.outcome

    async def _connect(self) -> Any:
        try:
            query = f"?ticket={await asyncio.to_thread(ticket, self._stack, self._user)}"
        except httpx.HTTPError as error:
            raise Unreachable("nobody is there") from error
        return await open_socket(f"{self._stack.websocket}{query}")

    async def _fetch(self, _after: int) -> list[PipelineEvent]:
        return []

    def _listen(self, notice: Notice) -> None:
        if isinstance(notice, Acked):
            self.outcome.acknowledge(*notice.seqs)

    def _stored(self) -> list[int]:
        rows: list[int] = []
        while True:
            query = {"limit": "1000", "after": str(rows[-1])} if rows else {"limit": "1000"}
            url = f"{self._stack.http}/api/sessions/{self._name}/segments"
            answer = httpx.get(url, headers=self._user.authorization, params=query, timeout=60)
            answer.raise_for_status()
            found = [row["seq"] for row in answer.json()["items"]]
            rows += found
            if len(found) < 1000:
                return rows


def replay(
    stack: Stack, user: User, name: str, folder: Path, count: int, pause_seconds: float, kill_at: int | None = None
) -> Outcome:
    """Say `count` segments, `pause_seconds` apart; after `kill_at` of them the emulator is killed and started again."""
    return asyncio.run(Recording(stack, user, name, folder).replay(count, pause_seconds, kill_at))
