"""Every door to the one finalize: the socket, HTTP, the timer, the sweeper; and the outbox that starts pipelines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mina.bootstrap import breaker, clock, finalizer, starter, stores
from mina.edge import frames, outcomes
from mina.edge.http import Reply, Request, answer_request
from mina.edge.outbox import answer_records
from mina.edge.socket import Answer, answer, unexpected
from mina.edge.sweeps import report
from mina.edge.tails import CompleteBody, tail_of
from mina.services import end
from mina.services.append import writer_of
from mina.services.runs import drain
from mina.services.sweep import Sweeper
from mina.services.tail import finalize_with_tail

SWEEP_SECONDS = 45


def end_session(event: dict[str, Any], context: object) -> dict[str, Any]:
    """WebSocket `end_session` and `finalize_session`."""
    return answer(event, _end_session)


def http(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`POST /api/sessions/{external_id}/complete` and `POST /sessions/{session_id}/finalize`."""
    return answer_request(event, _complete)


def timer(event: dict[str, Any], context: object) -> dict[str, Any]:
    """The end of a short wait, for missing or for late words."""
    session = stores().sessions.get(event["session_id"])
    if session is None:
        return {"status": "gone"}
    sealed = finalizer().finalize(session.id, force=True) if session.is_open else finalizer().reconcile(session.id)
    return outcomes.outcome(sealed)


def sweep(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Every minute."""
    return report(Sweeper(finalizer(), breaker()).sweep(stop_at=clock().now() + timedelta(seconds=SWEEP_SECONDS)))


def outbox(event: dict[str, Any], context: object) -> dict[str, Any]:
    """The table's stream: start what a seal asked for, if whoever sealed died before starting it."""
    return answer_records(event, lambda session_id, run: drain(session_id, run, stores(), starter(), clock()))


def _end_session(frame: frames.Frame, connection_id: str) -> Answer:
    if not isinstance(frame, frames.EndSession):
        raise unexpected(frame)
    writer = writer_of(stores().connections.get(connection_id), clock())
    return outcomes.outcome(end.end_session(writer, finalizer(), frame.last_seq, frame.force))


def _complete(request: Request) -> Reply:
    body = request.body(CompleteBody)
    result = finalize_with_tail(tail_of(request, body), finalizer(), body.last_seq, body.force)
    reply = outcomes.outcome(result)
    return (202 if reply["type"] == "finalize_pending" else 200), reply
