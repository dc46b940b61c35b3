"""Bodies of the HTTP requests that carry words: a closing page's tail, and the finalize routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from mina.domain.errors import BadFrame
from mina.domain.segment import PROMOTED_SEQ_BASE
from mina.edge.frames import BatchFields, Id, to_batch
from mina.services.tail import Tail

if TYPE_CHECKING:
    from mina.edge.http import Request

Batches = Annotated[list[BatchFields], Meta(max_length=200)]


class TailBody(msgspec.Struct, frozen=True):
    """`instance_id` names the recorder; without it the caller's right to the session is enough."""

    instance_id: Id | None = None
    batches: Batches = []


class CompleteBody(TailBody, frozen=True):
    last_seq: Annotated[int, Meta(ge=0, lt=PROMOTED_SEQ_BASE)] | None = None
    force: bool = False


def tail_of(request: Request, body: TailBody) -> Tail:
    """Raises `BadFrame` where the path names no possible session."""
    session_id = request.path.get("external_id") or request.path.get("session_id") or request.path.get("id") or ""
    if not 1 <= len(session_id) <= 64:
        raise BadFrame("There can be no session with this id.")
    return Tail(session_id, request.principal, tuple(to_batch(batch) for batch in body.batches), body.instance_id)
