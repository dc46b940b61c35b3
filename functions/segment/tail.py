"""The unsent tail that a closing page sends over HTTP."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import finalizer
from mina.edge import replies
from mina.edge.http import Reply, Request, answer_request
from mina.edge.tails import TailBody, tail_of
from mina.services.tail import append_tail


def http(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`POST /api/sessions/{id}/segments`"""
    return answer_request(event, _tail)


def _tail(request: Request) -> Reply:
    return 200, replies.ack(append_tail(tail_of(request, request.body(TailBody)), finalizer()))
