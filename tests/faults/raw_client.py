"""A client that says exactly what a test tells it to, right or wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.faults.network import Network
from tests.faults.world import CAPABILITY

from mina.domain.principal import Principal


@dataclass
class RawClient:
    network: Network
    principal: Principal | None = None
    frames: list[dict[str, Any]] = field(default_factory=list)
    socket: str = ""
    is_open: bool = False

    def __post_init__(self) -> None:
        self.socket = self.network.open(self, self.principal)

    def opened(self, socket: str) -> None:
        self.is_open = True

    def received(self, socket: str, text: str) -> None:
        self.frames.append(json.loads(text))

    def closed(self, socket: str) -> None:
        self.is_open = False

    def send(self, frame: dict[str, Any] | str) -> None:
        self.network.send(self.socket, frame)

    def join(self, session_id: str = "s-1", instance_id: str = "raw", **fields: Any) -> None:
        """Join, and wait for the answer: frames that overtake it are refused."""
        secret = {} if self.principal else {"capability": CAPABILITY}
        named = {"session_id": session_id, "instance_id": instance_id}
        self.ask({"action": "join_session", **named, **secret, **fields})

    def say(self, first_seq: int, *texts: str) -> None:
        """One batch; its utterances are named by their seqs and texts."""
        rows = [
            {"utterance_id": f"{first_seq + i}-{text[:20]}", "text": text, "start_ms": i, "end_ms": i + 1}
            for i, text in enumerate(texts)
        ]
        self.send({"action": "segments", "first_seq": first_seq, "segments": rows})

    def ask(self, frame: dict[str, Any] | str, within_ms: int = 5_000) -> list[dict[str, Any]]:
        """Send it, and what came in answer."""
        before = len(self.frames)
        self.send(frame)
        self.network.scheduler.run(within_ms, lambda: len(self.frames) > before)
        return self.frames[before:]

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.frames if frame.get("type") == kind]
