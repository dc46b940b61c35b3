"""Between a WebSocket event of API Gateway and a use case: decode, call, answer by the route's response."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from mina.domain.errors import BadFrame, MinaError, RateLimited, Unavailable
from mina.edge.errors import error_frame, shown
from mina.edge.frames import Frame, decode
from mina.edge.observability import cause_of, measure, note, note_failure

Event = Mapping[str, Any]
Answer = dict[str, object]
UseCase = Callable[[Frame, str], Answer | None]


def answer(event: Event, use_case: UseCase) -> dict[str, object]:
    """Decode the frame and hand it, with the connection's id, to `use_case`; what it answers is the reply frame.

    A refusal becomes a typed `error` frame with the request's id as its reference. The connection stays open.
    """
    request = event["requestContext"]
    reference = request.get("requestId", "")
    connection_id = request["connectionId"]
    try:
        frame = decode(event.get("body"))
        reply = use_case(frame, connection_id)
    except MinaError as error:
        note("refused", route=request["routeKey"], code=shown(error).code, cause=cause_of(error), reference=reference)
        if isinstance(error, Unavailable):
            measure("StoreUnavailable")
        elif isinstance(error, RateLimited):
            measure("LimitsReached")
        reply = error_frame(error, reference)
    except Exception as error:
        note_failure("failed", error, route=request["routeKey"], connection_id=connection_id, reference=reference)
        reply = error_frame(error, reference)
    return {"statusCode": 200, "body": encode(reply)} if reply is not None else {"statusCode": 200}


def connected_at(event: Event) -> datetime:
    """When the event's socket was opened; API Gateway says it in milliseconds since the epoch."""
    return datetime.fromtimestamp(int(event["requestContext"]["connectedAt"]) / 1000, UTC)


def encode(frame: Mapping[str, object]) -> str:
    return msgspec.json.encode(frame).decode()


def unexpected(frame: Frame) -> BadFrame:
    """A frame that is right by itself and has come in by the wrong route."""
    return BadFrame(f"This route does not take `{type(frame).__name__}` frames.")
