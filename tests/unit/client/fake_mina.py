"""A server that keeps the protocol's promises in memory: for the client's tests, without a network or a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mina_client.ranges import merged, missing

Frame = dict[str, Any]


@dataclass
class FakeMina:
    """One session. `handle` answers a frame with the frames that go back to its socket.

    `stored` is what is acknowledged, by seq; `invocations` counts the frames that reached it. The batch that begins
    at `unwelcome` is never taken; then the session is sealed with its gap.
    """

    session_id: str = "s"
    meeting_id: str | None = None
    epoch: int = 0
    recorder: str | None = None
    stored: dict[int, Frame] = field(default_factory=dict)
    batches: dict[int, list[Frame]] = field(default_factory=dict)
    events: list[Frame] = field(default_factory=list)
    interims: list[Frame] = field(default_factory=list)
    revision: int = 0
    invocations: int = 0
    joins: list[Frame] = field(default_factory=list)
    unwelcome: int | None = None
    gaps: tuple[tuple[int, int], ...] = ()

    def handle(self, frame: Frame, joined_as: str | None) -> list[Frame]:
        """The answers to a frame of the socket whose recorder is `joined_as` (None before its join)."""
        self.invocations += 1
        action = frame["action"]
        if action == "join_session":
            return [self._join(frame)]
        if action == "ping":
            return [{"type": "pong", "t": frame["t"]}]
        if joined_as is None:
            return [_error("FORBIDDEN", "no session joined yet")]
        if joined_as != self.recorder:
            return [_error("FENCED", "another recorder took over")]
        if action == "segments":
            return [self._store(frame)]
        if action == "interim":
            self.interims.append(frame)
            return []
        return self._finalize(frame)

    def take_over(self, instance_id: str) -> None:
        """Another recorder joins."""
        self.handle({"action": "join_session", "instance_id": instance_id}, None)

    def _join(self, frame: Frame) -> Frame:
        self.joins.append(frame)
        self.session_id = frame.get("session_id", self.session_id)
        if frame.get("role", "recorder") == "recorder" and frame["instance_id"] != self.recorder:
            self.recorder = frame["instance_id"]
            self.epoch += 1
        return {
            "type": "session_joined",
            "session_id": self.session_id,
            "epoch": self.epoch,
            "status": "completed" if self.revision else "active",
            "stored": [list(r) for r in self._ranges()],
            "resume_token": "r",
            "meeting_id": self.meeting_id,
            "last_event": len(self.events),
            "watched": False,
            "limits": {},
        }

    def _store(self, frame: Frame) -> Frame:
        first_seq, segments = frame["first_seq"], frame["segments"]
        if first_seq == self.unwelcome:
            return _error("TOO_LARGE", "no", seq=first_seq)
        kept = self.batches.get(first_seq)
        overlaps = any(first_seq + offset in self.stored for offset in range(len(segments)))
        if kept != segments and (kept is not None or overlaps):
            return _error("SEQ_CONFLICT", "stored with other content", seq=first_seq)
        self.batches[first_seq] = segments
        self.stored |= dict(enumerate(segments, first_seq))
        late = {"late": True} if self.revision else {}
        return {"type": "ack", "seqs": [[first_seq, first_seq + len(segments) - 1]], "watched": False} | late

    def _finalize(self, frame: Frame) -> list[Frame]:
        self.gaps = missing(self._ranges(), frame["last_seq"])
        if self.gaps and not frame.get("force") and self.unwelcome is None:
            return [{"type": "finalize_pending", "missing": [list(r) for r in self.gaps]}]
        told: list[Frame] = []
        if not self.revision:
            self.revision = 1
            told = [
                self._event(kind) for kind in ("session_finalized", "post_transcription_reveal", "dashboard_refresh")
            ]
        return [self._finalized(), *told]

    def _finalized(self) -> Frame:
        return {
            "type": "finalized",
            "session_id": self.session_id,
            "status": "completed",
            "revision": self.revision,
            "statistics": {"total_segments": len(self.stored)},
            "gaps": [list(r) for r in self.gaps],
        }

    def _event(self, kind: str) -> Frame:
        event = {
            "type": "event",
            "event_id": len(self.events) + 1,
            "kind": kind,
            "session_id": self.session_id,
            "body": {},
        }
        self.events.append(event)
        return event

    def _ranges(self) -> tuple[tuple[int, int], ...]:
        return merged([(seq, seq) for seq in self.stored])


def _error(code: str, message: str, **more: Any) -> Frame:
    return {"type": "error", "code": code, "message": message, "retryable": False, "reference": "x"} | more
