"""From a `join_session` frame to what is asked of the use case."""

from __future__ import annotations

from mina.domain.errors import BadFrame, VersionUnsupported
from mina.edge.frames import PROTOCOL_VERSION, Join
from mina.services.join import JoinRequest


def to_join(fields: Join) -> JoinRequest:
    if fields.v != PROTOCOL_VERSION:
        raise VersionUnsupported(f"This server speaks version {PROTOCOL_VERSION} of the protocol.")
    if fields.started_at and fields.started_at.tzinfo is None:
        raise BadFrame("`started_at` needs its offset from UTC.")
    return JoinRequest(
        session_id=fields.session_id,
        instance_id=fields.instance_id,
        role=fields.role,
        title=fields.title,
        meeting_type=fields.meeting_type or "general",
        meeting_id=fields.meeting_id,
        time_zone=fields.time_zone or "UTC",
        capability=fields.capability,
        resume_token=fields.resume_token,
        started_at=fields.started_at,
        recording_enabled=fields.recording_enabled,
    )
