"""One meeting over a real socket, for tests: join, say, end, wait for the insights."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from tests.stack import Stack, User
from websockets.sync.client import ClientConnection, connect

PATIENCE_SECONDS = 60
LINES = (
    ("Ada", "Let's plan the release of the mobile app."),
    ("Ada", "We agreed that offline mode goes into the first version."),
    ("Ben", "I will send the test plan to Carla by Friday."),
    ("Carla", "Can you also book the room for Tuesday?"),
    ("Ben", "Yes, I'll book the room tomorrow."),
    ("Ada", "So we decided to ship on the first of March."),
)


class Socket:
    """A connection that knows its session. Replies are told from pushes by what was asked."""

    def __init__(self, connection: ClientConnection, session_id: str) -> None:
        self.connection = connection
        self.session_id = session_id
        self.events: list[dict[str, Any]] = []
        self.pushed: list[dict[str, Any]] = []

    def ask(self, frame: dict[str, Any], *answers: str) -> dict[str, Any]:
        """Send `frame` and give the first frame of one of the types `answers`, or the error that came instead."""
        self.connection.send(json.dumps(frame))
        while True:
            reply = self.receive()
            if reply["type"] in (*answers, "error"):
                return reply

    def receive(self, timeout: float = PATIENCE_SECONDS) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(self.connection.recv(timeout=timeout))
        if frame["type"] == "event":
            self.events.append(frame)
        elif frame["type"] in ("segments", "interim"):
            self.pushed.append(frame)
        return frame

    def join(self, role: str = "recorder", instance_id: str = "tab-1", **more: Any) -> dict[str, Any]:
        frame = {"action": "join_session", "v": 1, "session_id": self.session_id, "instance_id": instance_id}
        return self.ask({**frame, "role": role, **more}, "session_joined")

    def say(self, first_seq: int, lines: Sequence[tuple[str, str]]) -> dict[str, Any]:
        rows = [
            {
                "utterance_id": f"u{first_seq + i}",
                "text": text,
                "start_ms": (first_seq + i) * 4000,
                "end_ms": (first_seq + i) * 4000 + 3500,
                "speaker": speaker,
                "confidence": 0.9,
            }
            for i, (speaker, text) in enumerate(lines)
        ]
        return self.ask({"action": "segments", "first_seq": first_seq, "segments": rows}, "ack")

    def end(self, last_seq: int, **more: Any) -> dict[str, Any]:
        return self.ask({"action": "end_session", "last_seq": last_seq, **more}, "finalized", "finalize_pending")

    def wait_for(self, kind: str) -> dict[str, Any]:
        """An event of this socket's own session: of others in the workspace it hears `dashboard_refresh` as well."""
        while not (found := [event for event in self.events if event["kind"] == kind and self._is_own(event)]):
            self.receive()
        return found[0]

    def _is_own(self, event: dict[str, Any]) -> bool:
        return bool(event["session_id"] == self.session_id and event["event_id"])


def ticket(stack: Stack, user: User) -> str:
    answer = httpx.post(f"{stack.http}/api/ws-ticket", headers=user.authorization, timeout=30)
    answer.raise_for_status()
    return str(answer.json()["ticket"])


@contextmanager
def socket(stack: Stack, user: User | None = None, session_id: str | None = None) -> Iterator[Socket]:
    """A socket of `user`, or of nobody in particular, for `session_id` or a new one."""
    query = f"?ticket={ticket(stack, user)}" if user else ""
    with connect(f"{stack.websocket}{query}", open_timeout=30) as connection:
        yield Socket(connection, session_id or str(uuid.uuid4()))


def hold_meeting(stack: Stack, user: User | None = None, lines: Sequence[tuple[str, str]] = LINES) -> Socket:
    """A whole meeting, up to its reveal."""
    with socket(stack, user) as room:
        room.join(title="Release planning")
        if lines:
            room.say(1, lines)
        room.end(len(lines))
        room.wait_for("dashboard_refresh")
        return room
