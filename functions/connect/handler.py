"""Sockets that come and go, and sessions that are joined: $connect, $disconnect, $default, join_session, ping."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from mina.bootstrap import broadcaster, clock, quotas, stores
from mina.domain.errors import BadFrame, Forbidden
from mina.edge import frames, joins, replies
from mina.edge.authorization import principal_of_connection
from mina.edge.observability import note
from mina.edge.socket import Answer, answer, connected_at, unexpected
from mina.services import connect as sockets
from mina.services.announce import missed_events, send, tell_of_beginning
from mina.services.join import join


def connect(event: dict[str, Any], context: object) -> dict[str, Any]:
    connection_id = event["requestContext"]["connectionId"]
    sockets.connect(connection_id, principal_of_connection(event), stores(), clock())
    return {"statusCode": 200}


def disconnect(event: dict[str, Any], context: object) -> dict[str, Any]:
    sockets.disconnect(event["requestContext"]["connectionId"], stores())
    return {"statusCode": 200}


def join_session(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer(event, _join)


def ping(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer(event, partial(_ping, connected_at=connected_at(event)))


def default(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer(event, _default)


def _join(frame: frames.Frame, connection_id: str) -> Answer:
    if not isinstance(frame, frames.Join):
        raise unexpected(frame)
    connection = stores().connections.get(connection_id)
    if connection is None:
        raise Forbidden("This connection is not known; open a new one.")
    result = join(joins.to_join(frame), connection, stores(), clock(), quotas())
    last_event, missed = missed_events(result.session, frame.last_event, stores())
    note("joined", session_id=result.session.id, status=result.session.status.value, count=len(missed))
    for event in missed:
        send({connection_id}, event, stores(), broadcaster())
    if result.has_begun:
        tell_of_beginning(result.session, connection_id, stores(), broadcaster(), clock())
    return replies.joined(result, last_event, clock().now())


def _ping(frame: frames.Frame, connection_id: str, connected_at: datetime) -> Answer:
    if not isinstance(frame, frames.Ping):
        raise unexpected(frame)
    if sockets.is_ageing(connected_at, clock()):
        broadcaster().push([connection_id], replies.going_away(connected_at + sockets.SOCKET_LIMIT - clock().now()))
    return replies.pong(frame.t, clock().now())


def _default(frame: frames.Frame, connection_id: str) -> Answer:
    raise BadFrame("There is no such action.")
