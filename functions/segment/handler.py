"""Words on their way in: segments, segment, interim."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import broadcaster, clock, starter, stores
from mina.domain.connection import Connection
from mina.domain.errors import Fenced
from mina.domain.segment import Batch
from mina.edge import frames, replies
from mina.edge.socket import Answer, answer, unexpected
from mina.services.append import Acknowledged, Writer, append, put_interim, writer_of
from mina.services.limits import Gate

_joined: dict[str, Connection] = {}
"""Connections that have joined as recorders. That never changes for a connection, so it is read once."""
_MOST_REMEMBERED = 2_000
_gate = Gate()


def segments(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer(event, _append)


def interim(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer(event, _interim)


def _append(frame: frames.Frame, connection_id: str) -> Answer:
    if not isinstance(frame, frames.Segments | frames.OneSegment):
        raise unexpected(frame)
    batch = frames.to_batch(frame)
    try:
        return replies.ack(_store(batch, connection_id))
    except Fenced:
        if _joined.pop(connection_id, None) is None:
            raise
        return replies.ack(_store(batch, connection_id))  # it may have joined again since it was remembered


def _store(batch: Batch, connection_id: str) -> Acknowledged:
    writer = _writer(connection_id)
    return append(writer, batch, stores(), broadcaster(), starter(), clock())


def _interim(frame: frames.Frame, connection_id: str) -> Answer | None:
    if not isinstance(frame, frames.InterimGuess):
        raise unexpected(frame)
    writer = _writer(connection_id)
    put_interim(writer, frames.to_interim(frame), stores(), broadcaster(), clock())
    return None


def _writer(connection_id: str) -> Writer:
    connection = _connection(connection_id)
    writer = writer_of(connection, clock())
    if connection:
        _gate.admit(connection_id, connection.principal, clock().now())
    return writer


def _connection(connection_id: str) -> Connection | None:
    known = _joined.get(connection_id) or stores().connections.get(connection_id)
    if known and known.role == "recorder":
        if len(_joined) >= _MOST_REMEMBERED:
            _joined.clear()
        _joined[connection_id] = known
    return known
