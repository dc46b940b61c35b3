"""The frames of `docs/protocol.md`: built for sending, read into dataclasses on arrival.

Reading is tolerant (unknown types and fields are passed over), so that an older client outlives a newer server.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from typing import Any

from mina_client.ranges import Range, merged
from mina_client.speech import Guess

VERSION = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """Who records or views what; everything that `join_session` says. Empty fields are left out of the frame."""

    session_id: str
    instance_id: str
    role: str = "recorder"
    title: str | None = None
    meeting_type: str | None = None
    meeting_id: str | None = None
    time_zone: str | None = None
    started_at: str | None = None
    capability: str | None = None
    recording_enabled: bool | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server asks a client to keep to; sizes in bytes or segments, times in milliseconds."""

    max_frame_bytes: int = 24 * 1024
    max_batch: int = 25
    window: int = 64
    interim_interval_ms: int = 1_000
    interim_unwatched_interval_ms: int = 5_000
    heartbeat_ms: int = 45_000
    batch_ms: int = 10_000
    batch_size: int = 5


@dataclass(frozen=True, slots=True)
class SessionJoined:
    session_id: str
    epoch: int
    status: str
    stored: tuple[Range, ...]
    resume_token: str | None
    capability: str | None
    read_capability: str | None
    meeting_id: str | None
    started_at: str | None
    last_event: int
    watched: bool
    limits: Limits


@dataclass(frozen=True, slots=True)
class Ack:
    seqs: tuple[Range, ...]
    late: bool
    watched: bool | None


@dataclass(frozen=True, slots=True)
class SegmentsSeen:
    """What a viewer sees: stored segments, as the frame holds them, the first with `first_seq`."""

    first_seq: int
    segments: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class InterimSeen:
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PipelineEvent:
    """`event_id` counts up by one within a session, from 1."""

    event_id: int
    kind: str
    session_id: str
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FinalizePending:
    missing: tuple[Range, ...]
    seals_at: str | None


@dataclass(frozen=True, slots=True)
class Finalized:
    """The answer to `end_session`; `gaps` are seqs that never came."""

    session_id: str
    status: str
    revision: int
    meeting_id: str | None
    statistics: dict[str, Any]
    gaps: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class ErrorFrame:
    code: str
    message: str
    retryable: bool
    retry_after_ms: int
    seq: int | None
    reference: str


@dataclass(frozen=True, slots=True)
class GoingAway:
    reconnect_within_ms: int


@dataclass(frozen=True, slots=True)
class Pong:
    t: float


ServerFrame = (
    SessionJoined
    | Ack
    | SegmentsSeen
    | InterimSeen
    | PipelineEvent
    | FinalizePending
    | Finalized
    | ErrorFrame
    | GoingAway
    | Pong
)


def join_session(profile: Profile, resume_token: str | None, last_event: int) -> dict[str, Any]:
    """Creates the session or resumes it."""
    named = {f.name: getattr(profile, f.name) for f in fields(profile)}
    named |= {"resume_token": resume_token, "last_event": last_event or None}
    frame = {"action": "join_session", "v": VERSION}
    return frame | {name: value for name, value in named.items() if value is not None}


def interim(guess: Guess, rev: int) -> dict[str, Any]:
    """The present guess of one utterance; `rev` rises with every guess."""
    named = {f.name: getattr(guess, f.name) for f in fields(guess)}
    return {"action": "interim", "rev": rev} | {name: value for name, value in named.items() if value is not None}


def end_session(last_seq: int, force: bool) -> dict[str, Any]:
    """Finalize; `force` seals at once, whatever is missing."""
    return {"action": "end_session", "last_seq": last_seq} | ({"force": True} if force else {})


def ping(now_ms: int) -> dict[str, Any]:
    return {"action": "ping", "t": now_ms}


def parse(text: str | bytes) -> ServerFrame | None:
    """The frame that arrived, or None for one that this client does not know or cannot read."""
    try:
        body = json.loads(text)
        read = _READERS.get(body["type"])
        return read(body) if read else None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None


def event_from(body: dict[str, Any]) -> PipelineEvent:
    """An event as the frame or the HTTP list holds it."""
    return PipelineEvent(int(body["event_id"]), body["kind"], body.get("session_id", ""), body.get("body") or {})


def _joined(body: dict[str, Any]) -> SessionJoined:
    return SessionJoined(
        session_id=body["session_id"],
        epoch=body["epoch"],
        status=body["status"],
        stored=merged(body["stored"]),
        resume_token=body.get("resume_token"),
        capability=body.get("capability"),
        read_capability=body.get("read_capability"),
        meeting_id=body.get("meeting_id"),
        started_at=body.get("started_at"),
        last_event=int(body.get("last_event") or 0),
        watched=bool(body.get("watched")),
        limits=_limits(body.get("limits") or {}),
    )


def _limits(body: dict[str, Any]) -> Limits:
    known = {f.name for f in fields(Limits)}
    return Limits(**{name: int(value) for name, value in body.items() if name in known})


def finalized_from(body: dict[str, Any]) -> Finalized:
    """The answer to a finalize, as the frame or the HTTP answer holds it."""
    return Finalized(
        session_id=body["session_id"],
        status=body["status"],
        revision=int(body.get("revision") or 0),
        meeting_id=body.get("meeting_id"),
        statistics=body.get("statistics") or {},
        gaps=merged(body.get("gaps") or ()),
    )


def _error(body: dict[str, Any]) -> ErrorFrame:
    return ErrorFrame(
        code=body["code"],
        message=body.get("message", ""),
        retryable=bool(body.get("retryable")),
        retry_after_ms=int(body.get("retry_after_ms") or 0),
        seq=body.get("seq"),
        reference=body.get("reference", ""),
    )


_READERS: dict[str, Any] = {
    "session_joined": _joined,
    "ack": lambda b: Ack(merged(b["seqs"]), bool(b.get("late")), b.get("watched")),
    "segments": lambda b: SegmentsSeen(b["first_seq"], tuple(b["segments"])),
    "interim": InterimSeen,
    "event": event_from,
    "finalize_pending": lambda b: FinalizePending(merged(b["missing"]), b.get("seals_at")),
    "finalized": finalized_from,
    "error": _error,
    "going_away": lambda b: GoingAway(int(b.get("reconnect_within_ms") or 0)),
    "pong": lambda b: Pong(b.get("t", 0)),
}
