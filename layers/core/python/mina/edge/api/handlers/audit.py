"""The audit trail of the caller's workspace."""

from __future__ import annotations

from datetime import datetime

import msgspec

from mina.domain.audit import AuditAction, AuditEntry
from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, ok, utc
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request

DEFAULT_LIMIT, MAX_LIMIT = 50, 200


class AuditRow(msgspec.Struct, frozen=True):
    """`actor_name` null: nobody in particular, the system, or somebody who has left."""

    id: str
    at: datetime
    action: AuditAction
    actor_id: str | None
    actor_name: str | None
    subject_id: str | None
    detail: str | None


class AuditPage(msgspec.Struct, frozen=True):
    items: list[AuditRow]
    next_cursor: str | None


def trail(request: Request, api: Api) -> Answer:
    workspace_id = api.member(request).workspace_id
    position = api.cursors.take(request, workspace_id)
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    found, after = api.stores.audit.page(workspace_id, limit, position)
    names = {member.user_id: member.name for member in api.stores.members.of_workspace(workspace_id)}
    rows = [_row(entry, names.get(entry.actor_id or "")) for entry in found]
    return ok(AuditPage(rows, api.cursors.give(after, request, workspace_id)))


def _row(entry: AuditEntry, name: str | None) -> AuditRow:
    at = utc(entry.at) or entry.at
    return AuditRow(entry.id, at, entry.action, entry.actor_id, name, entry.subject_id, entry.detail)


ROUTES = (
    Route(
        "GET",
        "/api/workspace/audit",
        trail,
        "Who did what, newest first",
        {200: AuditPage},
        query=(query.limit_parameter(DEFAULT_LIMIT, MAX_LIMIT), query.CURSOR),
    ),
)
