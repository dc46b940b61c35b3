"""Between an HTTP event of API Gateway (payload 2.0) and a use case."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from mina.domain.errors import BadFrame, MinaError, RateLimited, TooLarge
from mina.edge.authorization import principal_of_request
from mina.edge.errors import problem, retry_after_ms, shown, without_values
from mina.edge.observability import cause_of, measure, note, note_failure
from mina.edge.roles import Member, let_in

if TYPE_CHECKING:
    from mina.domain.principal import Principal
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

Event = Mapping[str, Any]
Reply = tuple[int, Mapping[str, object] | msgspec.Struct]
Body = TypeVar("Body")
SECURITY_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `path` are the route's parameters, `query` the query string's, `headers` are in lower case.

    `member` is set where the route needs a role in a workspace: then the caller has it.
    """

    route: str
    principal: Principal
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw_body: bytes
    member: Member | None = None

    def body(self, kind: type[Body]) -> Body:
        """The JSON body as `kind`; none is an empty object. Raises `BadFrame`, which says where, never what."""
        return decode_json(self.raw_body or b"{}", kind)


def decode_json(raw: bytes, kind: type[Body]) -> Body:
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise BadFrame(f"The body does not fit: {without_values(str(error))}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFrame("The body is not JSON in UTF-8.") from error


def answer_request(event: Event, use_case: Callable[[Request], Reply]) -> dict[str, object]:
    """Call `use_case` and answer with its status and body; a refusal becomes a problem document."""
    reference = event["requestContext"].get("requestId", "")
    route = event.get("routeKey", "")
    try:
        status, body = use_case(request_of(event))
        return response(status, body)
    except MinaError as error:
        note("refused", route=route, code=shown(error).code, cause=cause_of(error), reference=reference)
        return problem_response(error, reference)
    except Exception as error:
        note_failure("failed", error, route=route, reference=reference)
        return problem_response(error, reference)


def member_request(request: Request, stores: Stores, clock: Clock) -> Request:
    """The request with its caller in their workspace. Raises what `let_in` raises."""
    return replace(request, member=let_in(request.route, request.principal, stores, clock))


def request_of(event: Event) -> Request:
    """Raises `Unauthorized` where nobody is signed in and no capability is shown."""
    return Request(
        route=event.get("routeKey", ""),
        principal=principal_of_request(event),
        path=event.get("pathParameters") or {},
        query=event.get("queryStringParameters") or {},
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        raw_body=raw_body(event),
    )


def response(
    status: int, body: Mapping[str, object] | msgspec.Struct, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", **SECURITY_HEADERS, **(headers or {})},
        "body": msgspec.json.encode(body).decode(),
    }


def problem_response(error: Exception, reference: str) -> dict[str, Any]:
    wait = retry_after_ms(error)
    if isinstance(error, RateLimited):
        measure("LimitsReached")
    headers = {"content-type": "application/problem+json"}
    if wait is not None:
        headers["retry-after"] = str(-(-wait // 1000))
    return response(shown(error).status, problem(error, reference), headers)


def raw_body(event: Event, most: int | None = None) -> bytes:
    """The body's bytes. Raises `TooLarge` where it has more than `most`."""
    body = event.get("body") or ""
    if most is not None and len(body) > most * 2:
        raise TooLarge(f"A body may have {most} bytes.")
    try:
        raw = base64.b64decode(body) if event.get("isBase64Encoded") else str(body).encode("utf-8", "surrogatepass")
    except (binascii.Error, ValueError) as error:
        raise BadFrame("The body is not base64.") from error
    if most is not None and len(raw) > most:
        raise TooLarge(f"A body may have {most} bytes; this one has {len(raw)}.")
    return raw
