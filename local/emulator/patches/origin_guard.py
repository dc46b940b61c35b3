"""A web page of somebody else cannot command the local AWS.

Stock answers every request from every origin, with open CORS and without credentials: any page in the person's browser
could create a Lambda function at this port and so run code on this machine, or read the meetings. Here a request that
carries an `Origin` has to come from our page, and every request has to name this machine as its host, so that a name
that is made to point here (DNS rebinding) does not help either. The deployed APIs are left to their own authorizers,
as on AWS; programs send no `Origin`. Without `MINA_PAGE_ORIGINS` (comma-separated) the guard is off.
"""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from local.emulator.patching import replace, service

_DATA_PLANE = "/_aws/execute-api/"
_MANAGEMENT = "/@connections/"


def apply() -> None:
    """Puts the guard before everything else."""
    origins = frozenset(filter(None, os.environ.get("MINA_PAGE_ORIGINS", "").split(",")))
    if origins:
        replace(service("app"), "app", lambda app: _guarded(app, origins))


def _guarded(app: Callable[..., Awaitable[None]], origins: frozenset[str]) -> Callable[..., Awaitable[None]]:
    async def guard(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan" or _is_allowed(scope, origins):
            await app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"Not for this page.\n"})

    return guard


def _is_allowed(scope: Any, origins: frozenset[str]) -> bool:
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    name = headers.get(b"host", "").rpartition(":")[0] or headers.get(b"host", "")
    if name not in ("127.0.0.1", "localhost") and not name.endswith(".localhost"):
        return False
    is_deployed_api = scope["path"].startswith(_DATA_PLANE) and _MANAGEMENT not in scope["path"]
    return is_deployed_api or headers.get(b"origin", "") in {"", *origins}
