"""`POST /api/sessions/{external_id}/complete` and `POST /sessions/{session_id}/finalize`."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import finalizer
from mina.edge import outcomes
from mina.edge.http import Reply, Request, answer_request
from mina.edge.tails import CompleteBody, tail_of
from mina.services.tail import finalize_with_tail


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer_request(event, _complete)


def _complete(request: Request) -> Reply:
    body = request.body(CompleteBody)
    result = finalize_with_tail(tail_of(request, body), finalizer(), body.last_seq, body.force)
    reply = outcomes.outcome(result)
    return (202 if reply["type"] == "finalize_pending" else 200), reply
