"""`mina replay`: plays a transcript through the real WebSocket as a live meeting would be heard."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from mina_cli import playback
from mina_cli.caller import api_of_nobody, api_of_user
from mina_cli.complaint import Complaint
from mina_cli.endpoints import Endpoints
from mina_cli.playback import Cue
from mina_cli.progress import ReplayProgress
from mina_cli.replay_plan import Prepared
from mina_client.api import Api
from mina_client.credentials import Anonymous
from mina_client.driver import LiveClient, Socket, jitter, open_socket
from mina_client.effects import Joined, Notice
from mina_client.frames import Finalized, PipelineEvent, finalized_from
from mina_client.live_session import LiveSession
from mina_client.speech import Utterance

FIRST_ANSWER_SECONDS = 45.0
LAST_WORD_SECONDS = 120.0
HTTP_FINALIZE_SECONDS = 30.0
SAID_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the session."""

    session_id: str
    meeting_id: str | None
    finalized: Finalized
    acknowledged: int
    events: tuple[PipelineEvent, ...]
    is_complete: bool


class Replay:
    """One playback: a recorder, its outbox, and what there is still to say."""

    def __init__(self, prepared: Prepared, endpoints: Endpoints) -> None:
        self.plan = prepared.plan
        self.outbox = prepared.outbox
        self.transcript = prepared.transcript
        self.kept = prepared.outbox.load()
        self.progress = ReplayProgress(len(prepared.transcript.utterances))
        self.session = LiveSession(self.kept.profile, jitter, self.kept.standing)
        self._endpoints = endpoints
        self._events: list[PipelineEvent] = []
        self._nobody: Anonymous | None = None
        if self.plan.is_anonymous:
            self._api, self._nobody = api_of_nobody(endpoints)
            self._nobody.capability = self.kept.standing.capability
        else:
            self._api = api_of_user(endpoints)

    async def run(self) -> Outcome:
        """Plays to the end and waits for the insights. Raises Complaint where words are not acknowledged."""
        async with self._api as api, self._client(api) as client:
            with self.progress:
                await self._joined(client)
                await self._play(client)
                finalized = await self._finish(client, api)
            is_complete = await self._wait_for_insights(client)
        outcome = Outcome(
            self.session.profile.session_id,
            self.session.standing.meeting_id or finalized.meeting_id,
            finalized,
            self.kept.said - self.kept.unsent + self.session.delivery.stored,
            tuple(self._events),
            is_complete,
        )
        self._settle(finalized)
        return outcome

    def close(self) -> None:
        """Leaves the outbox for `mina replay --resume`, unless there was never anything in it."""
        if self.session.standing.epoch == 0 and not self.session.delivery.spoken:
            self.outbox.discard()
        else:
            self.outbox.close()

    def _client(self, api: Api) -> LiveClient:
        async def connect() -> Socket:
            url = self._endpoints.websocket
            return await open_socket(url if self.plan.is_anonymous else f"{url}?ticket={await api.ws_ticket()}")

        async def fetch(after: int) -> list[PipelineEvent]:
            return await api.events(self.session.profile.session_id, after)

        return LiveClient(self.session, self.outbox, connect, fetch, self._hear)

    def _hear(self, notice: Notice) -> None:
        if isinstance(notice, Joined) and self._nobody is not None:
            self._nobody.capability = self.session.standing.capability
        if isinstance(notice, PipelineEvent):
            self._events.append(notice)
        self.progress.hear(notice, self.session)

    async def _joined(self, client: LiveClient) -> None:
        try:
            async with asyncio.timeout(FIRST_ANSWER_SECONDS):
                await client.wait_until(lambda session: session.is_joined)
        except TimeoutError as error:
            reason = self.progress.last_reason or "no answer"
            raise Complaint(f"cannot join the session at {self._endpoints.websocket}: {reason}.") from error

    async def _play(self, client: LiveClient) -> None:
        rest = self._rest()
        from_ms = rest[0].start_ms if self.kept.said and rest else 0
        speed = playback.speed_of(self.plan.speed, self.transcript.duration_ms)
        planned = playback.cues(rest, speed, from_ms=from_ms, with_interims=self.plan.with_interims)
        self.progress.playing(speed, self.kept)
        if speed == float("inf"):
            await _say_at_once(client, rest)
        else:
            await self._say_in_time(client, planned)

    def _rest(self) -> Sequence[Utterance]:
        return self.transcript.utterances[self.kept.said :]

    async def _say_in_time(self, client: LiveClient, planned: Sequence[Cue]) -> None:
        started = time.monotonic()
        for cue in planned:
            delay = started + cue.at_seconds - time.monotonic()
            if delay > 0:
                self._raise_if_stopped(client)
                await asyncio.sleep(delay)
            if isinstance(cue.what, Utterance):
                client.say(cue.what)
            else:
                client.guess(cue.what)
            self.progress.counted(self.session)

    def _raise_if_stopped(self, client: LiveClient) -> None:
        if client.session.stopped is not None:
            raise Complaint(f"the server ended this recording: {client.session.stopped.message}")

    async def _finish(self, client: LiveClient, api: Api) -> Finalized:
        try:
            async with asyncio.timeout(LAST_WORD_SECONDS):
                if self.plan.finalize == "http":
                    return await self._finalize_over_http(client, api)
                client.end()
                await client.wait_until(lambda session: session.finalized is not None and session.delivery.is_empty)
        except TimeoutError as error:
            raise Complaint(self._unfinished()) from error
        assert self.session.finalized is not None
        return self.session.finalized

    async def _finalize_over_http(self, client: LiveClient, api: Api) -> Finalized:
        client.flush()
        await client.wait_until(lambda session: session.delivery.is_empty)
        while True:
            is_sealed, body = await api.finalize(self.session.profile.session_id, self.session.delivery.next_seq - 1)
            if is_sealed:
                return finalized_from(body)
            await asyncio.sleep(1.0)

    async def _wait_for_insights(self, client: LiveClient) -> bool:
        if not self.plan.wait_seconds:
            return True
        last = "post_transcription_reveal" if self.plan.is_anonymous else "dashboard_refresh"
        try:
            async with asyncio.timeout(self.plan.wait_seconds):
                await client.wait_until(lambda _: any(event.kind == last for event in self._events))
        except TimeoutError:
            return False
        return True

    def _unfinished(self) -> str:
        left = self.session.delivery.unacknowledged
        reason = f" ({self.progress.last_reason})" if self.progress.last_reason else ""
        if left:
            return f"{left} segments are not acknowledged{reason}; they are kept: `mina replay --resume` sends them."
        return f"every segment is stored, but the end is not answered{reason}: `mina replay --resume` asks again."

    def _settle(self, finalized: Finalized) -> None:
        delivery = self.session.delivery
        if delivery.refused or delivery.unacknowledged:
            raise Complaint(
                f"{delivery.unacknowledged} segments were not taken by the server; they are kept in {self.outbox.path}."
            )
        if finalized.gaps:
            raise Complaint(f"the server sealed the session without segments {_ranges(finalized.gaps)}.")
        self.outbox.discard()


async def _say_at_once(client: LiveClient, utterances: Sequence[Utterance]) -> None:
    for start in range(0, len(utterances), SAID_AT_ONCE):
        client.say(*utterances[start : start + SAID_AT_ONCE])
        await asyncio.sleep(0)


def _ranges(ranges: Sequence[tuple[int, int]]) -> str:
    return ", ".join(f"{first}–{last}" if first != last else str(first) for first, last in ranges)
