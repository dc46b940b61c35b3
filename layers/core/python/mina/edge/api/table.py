"""All routes of the HTTP API, by the module of `handlers` that has them: only those that are asked for are loaded."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mina.domain.errors import MethodNotAllowed, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mina.edge.api.route import Route

MODULES: dict[str, tuple[str, ...]] = {
    "account": (
        "GET /api/health",
        "GET /api/me",
        "POST /api/ws-ticket",
    ),
    "description": ("GET /api/openapi.json",),
    "dashboards": ("GET /api/dashboard",),
    "meetings": (
        "GET /api/meetings",
        "POST /api/meetings",
        "GET /api/meetings/{id}",
        "PATCH /api/meetings/{id}",
        "DELETE /api/meetings/{id}",
    ),
    "transcripts": ("GET /api/meetings/{id}/transcript",),
    "corrections": (
        "PATCH /api/meetings/{id}/segments/{seq}",
        "GET /api/meetings/{id}/segments/{seq}/history",
        "POST /api/meetings/{id}/segments/{seq}/undo",
        "POST /api/meetings/{id}/speakers/merge",
        "PUT /api/meetings/{id}/speakers/{label+}",
    ),
    "comments": (
        "GET /api/meetings/{id}/comments",
        "POST /api/meetings/{id}/comments",
        "PATCH /api/meetings/{id}/comments/{comment_id}",
        "DELETE /api/meetings/{id}/comments/{comment_id}",
    ),
    "tasks": (
        "GET /api/tasks",
        "POST /api/tasks",
        "GET /api/tasks/{id}",
        "PATCH /api/tasks/{id}",
        "DELETE /api/tasks/{id}",
        "GET /api/meetings/{id}/carry-over",
    ),
    "search": ("GET /api/search",),
    "analytics": ("GET /api/analytics",),
    "shares": (
        "POST /api/meetings/{id}/share",
        "GET /api/meetings/{id}/share",
        "DELETE /api/meetings/{id}/share/{share_id}",
        "GET /api/shared/{token}",
    ),
    "webhooks": (
        "GET /api/webhooks",
        "POST /api/webhooks",
        "PATCH /api/webhooks/{id}",
        "DELETE /api/webhooks/{id}",
        "GET /api/webhooks/{id}/deliveries",
        "POST /api/webhooks/{id}/deliveries/{delivery_id}/replay",
    ),
    "workspaces": (
        "GET /api/workspace",
        "PATCH /api/workspace",
    ),
    "members": (
        "GET /api/workspace/members",
        "PATCH /api/workspace/members/{user_id}",
        "DELETE /api/workspace/members/{user_id}",
        "GET /api/me/workspaces",
        "PUT /api/me/workspace",
        "DELETE /api/me/workspaces/{workspace_id}",
    ),
    "model": ("GET /api/workspace/model",),
    "invitations": (
        "POST /api/workspace/invitations",
        "GET /api/workspace/invitations",
        "DELETE /api/workspace/invitations/{invitation_id}",
        "GET /api/invitations/{token}",
        "POST /api/invitations/{token}/accept",
    ),
    "audit": ("GET /api/workspace/audit",),
    "archives": (
        "POST /api/workspace/export",
        "GET /api/workspace/export",
    ),
    "insights": ("POST /api/meetings/{id}/insights",),
    "exports": ("GET /api/meetings/{id}/export/{format}",),
    "backfill": ("POST /api/backfill",),
    "sessions": (
        "GET /api/sessions/{id}",
        "GET /api/sessions/{id}/segments",
        "GET /api/sessions/{id}/events",
        "POST /api/sessions/{id}/claim",
    ),
    "costs": (
        "GET /api/meetings/{id}/cost",
        "GET /api/workspace/usage",
        "PUT /api/workspace/budget",
    ),
}
"""What `functions/dashboard` answers."""
ELSEWHERE = ("elsewhere", "uploads")
"""Modules whose routes other functions answer."""


def find(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """The route of a request, with what stands in its path for the names in braces.

    A route without names comes before one with. Raises `NotFound` for a path that no route has and
    `MethodNotAllowed` for one that others have, be it in another function.
    """
    fitting = _fitting(((key, module) for module, keys in MODULES.items() for key in keys), path)
    asked = [found for found in fitting if _method_of(found[0]) == method]
    if asked:
        key, module, given = min(asked, key=lambda found: found[0].count("{"))
        return next(route for route in _routes_of(module) if route.key == key), given
    # Those of other functions are loaded only now.
    others = ((route.key, module) for module in ELSEWHERE for route in _routes_of(module))
    methods = {_method_of(key) for key, _, _ in fitting or _fitting(others, path)} - {method}
    raise MethodNotAllowed(tuple(sorted(methods))) if methods else NotFound("There is no such route.")


def _fitting(keys: Iterable[tuple[str, str]], path: str) -> list[tuple[str, str, dict[str, str]]]:
    """The routes, by key and module, that a path fits, with what stands in it for the names in braces."""
    return [
        (key, module, given) for key, module in keys if (given := _names_in(key.partition(" ")[2], path)) is not None
    ]


def routes() -> tuple[Route, ...]:
    """What `functions/dashboard` answers."""
    return tuple(route for module in MODULES for route in _routes_of(module))


def all_routes() -> tuple[Route, ...]:
    """With those that other functions answer."""
    return (*routes(), *(route for module in ELSEWHERE for route in _routes_of(module)))


def _routes_of(module: str) -> tuple[Route, ...]:
    found: tuple[Route, ...] = import_module(f"mina.edge.api.handlers.{module}").ROUTES
    return found


def _method_of(key: str) -> str:
    return key.partition(" ")[0]


def _names_in(pattern: str, path: str) -> dict[str, str] | None:
    """What stands in `path` for the names of `pattern`, of which a last one with `+` takes the rest; None: no fit."""
    wanted, parts = pattern.split("/"), path.split("/")
    if pattern.endswith("+}"):
        parts[len(wanted) - 1 :] = ["/".join(parts[len(wanted) - 1 :])]
    if len(wanted) != len(parts):
        return None
    given = {}
    for name, part in zip(wanted, parts, strict=True):
        if name.startswith("{") and part:
            given[name.strip("{+}")] = unquote(part)
        elif name != part:
            return None
    return given
