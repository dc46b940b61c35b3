"""Domain objects for tests: name what the test is about, the rest is made up."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from mina.domain.connection import Connection
from mina.domain.meeting import Meeting, MeetingStatus
from mina.domain.outbox import PipelineRun
from mina.domain.principal import Anonymous, Principal, User
from mina.domain.segment import Batch, Interim, Segment
from mina.domain.session import Role, Session, SessionStatus
from mina.domain.workspace import Workspace
from mina.services.join import JoinRequest

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def a_segment(seq: int = 1, text: str = "hello", **fields: Any) -> Segment:
    """Two seconds of speech at the place in time that `seq` suggests."""
    start_ms = fields.pop("start_ms", (seq - 1) * 2_000)
    made_up: dict[str, Any] = {"utterance_id": f"u-{seq}", "end_ms": start_ms + 1_900, "speaker": "Ada"}
    return Segment(seq=seq, text=text, start_ms=start_ms, **{**made_up, **fields})


def a_batch(first_seq: int = 1, size: int = 5, text: str = "hello", **fields: Any) -> Batch:
    """`size` segments in a row, whose texts end in their seqs."""
    seqs = range(first_seq, first_seq + size)
    return Batch(first_seq, tuple(a_segment(seq, f"{text} {seq}", **fields) for seq in seqs))


def an_interim(utterance_id: str = "u-1", rev: int = 1, text: str = "hel", **fields: Any) -> Interim:
    return Interim(utterance_id, rev, text, fields.pop("start_ms", 0), fields.pop("end_ms", 500), **fields)


def a_user(name: str = "Ada Lovelace", expires_at: datetime = NOON + timedelta(days=365), id: str = "") -> User:
    user_id = id or f"sub-{name.split()[0].lower() if name.split() else 'nobody'}"
    return User(user_id, name, f"{user_id}@example.com", expires_at)


def a_workspace(owner: User | None = None, **fields: Any) -> Workspace:
    owner = owner or a_user()
    number = next(_numbers)
    made_up: dict[str, Any] = {"id": f"ws-{number}", "name": "Ada's Workspace", "slug": f"adas-workspace-{number}"}
    return Workspace(**{**made_up, "owner_id": owner.id, "created_at": NOON, **fields})


def a_session(id: str = "s-1", **fields: Any) -> Session:
    made_up: dict[str, Any] = {
        "status": SessionStatus.ACTIVE,
        "title": "Weekly",
        "started_at": NOON,
        "created_at": NOON,
        "recorder_id": "tab-1",
        "epoch": 1,
    }
    return Session(id=id, **{**made_up, **fields})


def a_meeting(workspace_id: str = "ws-1", id: str = "", **fields: Any) -> Meeting:
    made_up: dict[str, Any] = {
        "organizer_id": "sub-ada",
        "title": "Weekly",
        "status": MeetingStatus.LIVE,
        "created_at": NOON,
        "session_id": "s-1",
    }
    return Meeting(id=id or f"m-{next(_numbers)}", workspace_id=workspace_id, **{**made_up, **fields})


def a_connection(id: str = "", principal: Principal | None = None, **fields: Any) -> Connection:
    """A socket that has joined nothing yet."""
    return Connection(id or f"c-{next(_numbers)}", principal or Anonymous(), NOON, **fields)


def a_join(
    session_id: str = "s-1", instance_id: str = "tab-1", role: Role = Role.RECORDER, **fields: Any
) -> JoinRequest:
    return JoinRequest(session_id, instance_id, role, **fields)


def a_run(session_id: str = "s-1", revision: int = 1, run: int = 1, **fields: Any) -> PipelineRun:
    return PipelineRun(session_id, revision, run, fields.pop("wanted_at", NOON), **fields)


def renumbered(batch: Batch, first_seq: int) -> Batch:
    """The same words under other seqs, as a client sends them after `SEQ_CONFLICT`."""
    return Batch(first_seq, tuple(replace(s, seq=first_seq + i) for i, s in enumerate(batch.segments)))


def texts(segments: Sequence[Segment]) -> list[str]:
    return [segment.text for segment in segments]
