"""The OpenAPI 3.1 document, made of the route table: there is nothing to keep in step by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from mina import __version__
from mina.edge.api.route import Access, Parameter, Route

if TYPE_CHECKING:
    from collections.abc import Sequence

REFERENCE = "#/components/schemas/{name}"
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. `reference` finds the request in the log.",
    "required": ["type", "title", "status", "detail", "code", "reference"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "reference": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
GATEWAY_MESSAGE: dict[str, Any] = {
    "type": "object",
    "description": "What API Gateway answers by itself: no such path, too many requests, too much in one.",
    "properties": {"message": {"type": "string"}},
    "required": ["message"],
}
FILE = {"type": "string", "format": "binary"}
SECURITY: dict[Access, list[dict[str, list[str]]]] = {
    Access.OPEN: [],
    Access.USER: [{"bearer": []}],
    Access.SESSION: [{"bearer": []}, {"capability": []}],
}
IF_MATCH = Parameter("If-Match", "The `ETag` that was read: the edit is refused where the object has changed since.")
IDEMPOTENCY_KEY = Parameter(
    "Idempotency-Key",
    "The same request with the same key gets the answer of the first time, for 24 hours.",
    {"type": "string", "minLength": 1, "maxLength": 200},
)


def document(routes: tuple[Route, ...]) -> dict[str, Any]:
    """The document of these routes, as JSON-ready data."""
    kinds = list(dict.fromkeys(kind for route in routes for kind in _kinds(route)))
    schemas, components = msgspec.json.schema_components(kinds, ref_template=REFERENCE)
    schema_of = dict(zip(kinds, schemas, strict=True))
    paths: dict[str, Any] = {}
    for route in routes:
        paths.setdefault(route.path.replace("+}", "}"), {})[route.method.lower()] = _operation(route, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mina",
            "version": __version__,
            "description": "Live speech becomes a durable transcript and, when the meeting ends, insights.",
        },
        "paths": paths,
        "components": {
            "schemas": {**components, "Problem": PROBLEM, "GatewayMessage": GATEWAY_MESSAGE},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "capability": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "`Capability <capability>` of an anonymous session",
                },
            },
        },
    }


def _kinds(route: Route) -> list[type]:
    kinds = [route.body, *route.answers.values()]
    return [kind for kind in kinds if kind is not None]


def _operation(route: Route, schema_of: dict[type, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": route.summary,
        "operationId": _operation_id(route),
        "tags": [route.path.split("/")[2]],
        "security": SECURITY[route.access],
        "parameters": _parameters(route),
        "responses": _responses(route, schema_of),
    }
    if route.role is not None:
        operation["x-workspace-role"] = route.role.value
    if route.body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema_of[route.body]}},
        }
    if route.takes_file:
        operation["requestBody"] = {"required": True, "content": {"application/octet-stream": {"schema": FILE}}}
    return operation


def _operation_id(route: Route) -> str:
    words = re.findall(r"[a-z0-9]+", route.path.replace("/api", "", 1).replace("{", "by-"))
    return "_".join([route.method.lower(), *words])


def _parameters(route: Route) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": _path_schema(name)}
        for name in re.findall(r"\{(\w+)\+?\}", route.path)
    ]
    headers: Sequence[Parameter] = [
        *([IF_MATCH] if route.takes_if_match else []),
        *([IDEMPOTENCY_KEY] if route.is_idempotent_by_key else []),
    ]
    return in_path + [_parameter(p, "query") for p in route.query] + [_parameter(p, "header") for p in headers]


def _path_schema(name: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0} if name == "seq" else {"type": "string", "minLength": 1}


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": place,
        "description": parameter.description,
        "schema": dict(parameter.schema),
    }


def _responses(route: Route, schema_of: dict[type, Any]) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for status, kind in route.answers.items():
        response: dict[str, Any] = {"description": route.summary}
        if kind is not None:
            response["content"] = {"application/json": {"schema": schema_of[kind]}}
        elif status != 204:
            response["content"] = {media_type: {} for media_type in route.media_types}
        if route.has_etag:
            response["headers"] = {"ETag": {"schema": {"type": "string"}}}
        responses[str(status)] = response
    problem = {
        "application/problem+json": {"schema": {"$ref": REFERENCE.format(name="Problem")}},
        "application/json": {"schema": {"$ref": REFERENCE.format(name="GatewayMessage")}},
    }
    responses["default"] = {"description": "A problem document, or what API Gateway itself says", "content": problem}
    return responses
