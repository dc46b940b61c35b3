"""A WebSocket route's function runs like any other invocation.

Stock runs all frames of all sockets through one worker, one after another, past the executor: no logs, no metrics, no
concurrency; it sends the exception's text to the client; it sends a returned body for every route. On AWS every event
has an execution environment of its own, a failure reaches the client as "Internal server error" with two ids, and a
returned body is sent only where the route has a route response. A frame that nests too deeply to be read, or that
names `$connect` or `$disconnect` itself, goes to `$default`: stock ends the socket of the one, and believes the other.
"""

import json
from collections.abc import Callable
from typing import Any

from local.emulator.patching import attribute, replace, service


def apply() -> None:
    """Replaces the single worker by one that hands each event to the accounted executor, and guards the selection."""
    runtime = service("core.lambda_runtime")
    attribute(runtime, "get_or_create_worker")
    runtime.get_or_create_worker = _RouteWorker
    replace(service("services.apigateway"), "_evaluate_route_selection", _guarded)


def _guarded(select: Callable[[str, str], str]) -> Callable[[str, str], str]:
    def guarded(expression: str, payload: str) -> str:
        try:
            selected = select(expression, payload)
        except RecursionError:
            return "$default"
        return "$default" if selected in ("$connect", "$disconnect") else selected

    return guarded


class _RouteWorker:
    """Stands in for ministack's worker; `invoke` has the same shape."""

    def __init__(self, _: str, config: dict[str, Any], code: bytes, **__: Any) -> None:
        self._function = {"config": config, "code_zip": code}

    def invoke(self, event: dict[str, Any], request_id: str) -> dict[str, Any]:
        gateway = service("services.apigateway")
        context = event["requestContext"]
        connection = gateway._ws_connections.get(context["connectionId"])
        context["messageDirection"] = "IN"
        if connection:
            context["connectedAt"] = connection["connectedAt"] * 1000
        result = service("services.lambda_svc")._execute_function(self._function, event)
        if result.get("error") or result.get("throttle"):
            return _failure(context, request_id)
        return {"status": "ok", "result": _answer(gateway, context, result.get("body"))}


def _failure(context: dict[str, Any], request_id: str) -> dict[str, Any]:
    message = {
        "message": "Internal server error",
        "connectionId": context["connectionId"],
        "requestId": request_id,
    }
    return {"status": "error", "error": json.dumps(message)}


def _answer(gateway: Any, context: dict[str, Any], body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        return {}
    if context["eventType"] != "MESSAGE":
        return body
    routes = gateway._routes.get(context["apiId"], {}).values()
    route: Any = next((route for route in routes if route.get("routeKey") == context["routeKey"]), {})
    if route.get("routeResponseSelectionExpression"):
        return body
    return {key: value for key, value in body.items() if key != "body"}
