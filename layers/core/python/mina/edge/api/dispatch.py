"""From an event of API Gateway to the route that it asks for, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mina.domain.errors import MethodNotAllowed, MinaError, Unauthorized
from mina.domain.principal import Anonymous, Principal
from mina.edge.api.route import Access, Route
from mina.edge.api.table import find
from mina.edge.authorization import principal_of_request
from mina.edge.errors import shown
from mina.edge.http import Event, Request, member_request, problem_response, raw_body
from mina.edge.observability import note, note_failure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mina.edge.api.answer import Answer
    from mina.edge.api.context import Api

MAX_BODY_BYTES = 256 * 1024


def dispatch(event: Event, api: Api) -> dict[str, Any]:
    """Find the route, see who calls, call it. A refusal becomes a problem document with the request's reference."""
    http = event["requestContext"]["http"]
    reference = str(event["requestContext"].get("requestId", ""))
    route_key = str(http["method"])
    try:
        route, path = find(http["method"], str(event.get("rawPath") or http["path"]))
        route_key = route.key
        request = _request(event, route, path)
        if route.access is Access.USER:
            request = member_request(request, api.stores, api.clock)
        return _answer(route, request, api).to_event()
    except MinaError as error:
        note("refused", route=route_key, code=shown(error).code, reference=reference)
        return _refusal(error, reference)
    except Exception as error:
        note_failure("failed", error, route=route_key, reference=reference)
        return problem_response(error, reference)


def _answer(route: Route, request: Request, api: Api) -> Answer:
    if route.is_idempotent_by_key:
        from mina.edge.api.idempotency import once

        return once(request, api, lambda: route.handle(request, api))
    return route.handle(request, api)


def _refusal(error: MinaError, reference: str) -> dict[str, Any]:
    answer = problem_response(error, reference)
    if isinstance(error, MethodNotAllowed):
        answer["headers"]["allow"] = ", ".join(error.allowed)
    if isinstance(error, Unauthorized):
        answer["headers"]["www-authenticate"] = "Bearer"
    return answer


def _request(event: Event, route: Route, path: Mapping[str, str]) -> Request:
    return Request(
        route=route.key,
        principal=_principal(event, route),
        path=path,
        query=event.get("queryStringParameters") or {},
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        raw_body=raw_body(event, MAX_BODY_BYTES),
    )


def _principal(event: Event, route: Route) -> Principal:
    if route.access is Access.OPEN:
        return Anonymous()
    principal = principal_of_request(event)
    if route.access is Access.USER and isinstance(principal, Anonymous):
        raise Unauthorized("Sign in for this.")
    return principal
