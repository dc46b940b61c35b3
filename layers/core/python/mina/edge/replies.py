"""The server's frames, as dictionaries ready for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.domain.session import Role
from mina.edge.frames import MAX_BATCH, MAX_FRAME_BYTES

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from mina.services.append import Acknowledged
    from mina.services.join import Joined

LIMITS = {
    "max_frame_bytes": MAX_FRAME_BYTES,
    "max_batch": MAX_BATCH,
    "window": 64,
    "batch_size": 5,
    "batch_ms": 10_000,
    "interim_interval_ms": 1_000,
    "interim_unwatched_interval_ms": 5_000,
    "heartbeat_ms": 45_000,
}


def joined(result: Joined, last_event: int, now: datetime) -> dict[str, object]:
    session = result.session
    frame: dict[str, object] = {
        "type": "session_joined",
        "v": 1,
        "session_id": session.id,
        "epoch": session.epoch,
        "status": session.status.value,
        "title": session.title,
        "stored": result.stored,
        "server_time": now.isoformat(),
        "started_at": session.started_at.isoformat(),
        "last_event": last_event,
        "watched": session.is_watched or result.connection.role is Role.VIEWER,
        "revision": session.revision,
        "limits": LIMITS,
    }
    optional = {
        "meeting_id": session.meeting_id,
        "resume_token": result.resume_token,
        "capability": result.capability,
        "read_capability": result.read_capability,
    }
    return {**frame, **{name: value for name, value in optional.items() if value}}


def ack(result: Acknowledged) -> dict[str, object]:
    frame: dict[str, object] = {"type": "ack", "seqs": result.seqs, "watched": result.is_watched}
    return {**frame, "late": True} if result.is_late else frame


def pong(t: float | None, now: datetime) -> dict[str, object]:
    return {"type": "pong", "t": t, "server_time": now.isoformat()}


def going_away(left: timedelta) -> dict[str, object]:
    """API Gateway is going to close this socket; there are `left` to open another one."""
    return {"type": "going_away", "reconnect_within_ms": max(1_000, int(left.total_seconds() * 1000))}
