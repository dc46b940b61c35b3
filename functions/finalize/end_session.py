"""WebSocket `end_session` and `finalize_session`."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import clock, finalizer, stores
from mina.edge import frames, outcomes
from mina.edge.socket import Answer, answer, unexpected
from mina.services import end
from mina.services.append import writer_of


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer(event, _end_session)


def _end_session(frame: frames.Frame, connection_id: str) -> Answer:
    if not isinstance(frame, frames.EndSession):
        raise unexpected(frame)
    writer = writer_of(stores().connections.get(connection_id), clock())
    return outcomes.outcome(end.end_session(writer, finalizer(), frame.last_seq, frame.force))
