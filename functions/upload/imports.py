"""`POST /api/imports`: a transcript of another program becomes a meeting."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import finalizer, quotas
from mina.edge.http import Reply, Request, answer_request, member_request
from mina.edge.imports import import_request, import_row
from mina.services.access import require_user
from mina.services.imports import import_transcript


def http(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer_request(event, _import)


def _import(request: Request) -> Reply:
    member_request(request, finalizer().stores, finalizer().clock)
    user = require_user(request.principal)
    return 201, import_row(*import_transcript(import_request(request), user, finalizer(), quotas()))
