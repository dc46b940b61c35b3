"""`mina watch`: a session as it is heard."""

from __future__ import annotations

import uuid
from typing import Any

from rich.console import Console
from rich.markup import escape

from mina_cli.caller import api_of_user, session_id_of
from mina_cli.endpoints import Endpoints
from mina_cli.meeting_view import print_segment
from mina_cli.pipeline_line import pipeline_line
from mina_client.driver import LiveClient, Socket, jitter, open_socket
from mina_client.effects import Joined, Notice, Waiting
from mina_client.frames import InterimSeen, PipelineEvent, Profile, SegmentsSeen
from mina_client.live_session import LiveSession
from mina_client.memory_outbox import MemoryOutbox

LAST_EVENT = "post_transcription_reveal"


async def watch(endpoints: Endpoints, any_id: str, *, with_interims: bool) -> None:
    """Prints what is said until the meeting's insights are revealed. Raises NotFound."""
    async with api_of_user(endpoints) as api:
        session_id = await session_id_of(api, any_id)

        async def connect() -> Socket:
            return await open_socket(f"{endpoints.websocket}?ticket={await api.ws_ticket()}")

        async def fetch(after: int) -> list[PipelineEvent]:
            return await api.events(session_id, after)

        profile = Profile(session_id, f"watch-{uuid.uuid4().hex[:12]}", role="viewer")
        viewer = _Viewer(with_interims)
        client = LiveClient(LiveSession(profile, jitter), MemoryOutbox(profile), connect, fetch, viewer.hear)
        async with client:
            await client.wait_until(lambda session: session.is_joined)
            viewer.catch_up([segment async for segment in api.segments(session_id)])
            await client.wait_until(lambda _: viewer.is_over)


class _Viewer:
    def __init__(self, with_interims: bool) -> None:
        self.is_over = False
        self._console = Console(highlight=False)
        self._with_interims = with_interims
        self._seen: set[int] = set()
        self._early: list[SegmentsSeen] | None = []

    def catch_up(self, stored: list[dict[str, Any]]) -> None:
        """Prints what was said before, then what came in the meantime."""
        early, self._early = self._early or [], None
        for segment in stored:
            self._show(segment["seq"], segment)
        for frame in early:
            self._show_frame(frame)

    def hear(self, notice: Notice) -> None:
        match notice:
            case Joined(frame):
                self._console.print(f"[dim]session {frame.session_id} is {frame.status}[/]")
            case SegmentsSeen() if self._early is not None:
                self._early.append(notice)
            case SegmentsSeen():
                self._show_frame(notice)
            case InterimSeen(body) if self._with_interims:
                self._console.print(f"[dim italic]         … {escape(str(body.get('text', '')))}[/]")
            case PipelineEvent():
                self._console.print(pipeline_line(notice))
                self.is_over = self.is_over or notice.kind == LAST_EVENT
            case Waiting(reason, _):
                self._console.print(f"[yellow]no connection[/] ({escape(reason)})")
            case _:
                pass

    def _show_frame(self, frame: SegmentsSeen) -> None:
        for seq, segment in enumerate(frame.segments, frame.first_seq):
            self._show(seq, segment)

    def _show(self, seq: int, segment: dict[str, Any]) -> None:
        if seq not in self._seen:
            self._seen.add(seq)
            print_segment(self._console, segment)
