"""Who is calling, and how the API does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import msgspec

from mina import __version__
from mina.domain.audit import AuditAction
from mina.domain.errors import Forbidden
from mina.domain.membership import WorkspaceRole
from mina.domain.principal import User
from mina.edge.api.answer import Answer, ok, utc
from mina.edge.api.context import Api
from mina.edge.api.route import Access, Route
from mina.edge.http import Request
from mina.services.access import require_user
from mina.services.audit import record
from mina.services.connect import issue_ticket
from mina.services.workspaces import link_waiting_sessions, workspace_of


class Health(msgspec.Struct, frozen=True):
    status: str
    version: str


class UserRow(msgspec.Struct, frozen=True):
    id: str
    name: str
    email: str | None


class WorkspaceOfUser(msgspec.Struct, frozen=True):
    id: str
    name: str
    slug: str
    role: WorkspaceRole


class Me(msgspec.Struct, frozen=True):
    user: UserRow
    workspace: WorkspaceOfUser


class Ticket(msgspec.Struct, frozen=True):
    """Opens one socket within 30 seconds."""

    ticket: str
    expires_at: datetime


def health(request: Request, api: Api) -> Answer:
    return ok(Health("ok", __version__))


def me(request: Request, api: Api) -> Answer:
    user = require_user(request.principal)
    workspace, member = workspace_of(user, api.stores, api.clock), api.member(request)
    if member.role.covers(WorkspaceRole.MEMBER):
        link_waiting_sessions(user, workspace, api.stores, api.clock)
    _note_visit(user, workspace.id, api)
    row = WorkspaceOfUser(workspace.id, workspace.name, workspace.slug, member.role)
    return ok(Me(UserRow(user.id, user.name, user.email), row))


def _note_visit(user: User, workspace_id: str, api: Api) -> None:
    """The first time of a day that somebody comes to a workspace is written down."""
    membership, today = api.stores.members.get(workspace_id, user.id), api.clock.now().date()
    if membership and membership.seen_on != today:
        record(AuditAction.SIGNED_IN, workspace_id, api.stores, api.clock, user.id)
        now_called = replace(membership, name=user.name or membership.name, email=user.email or membership.email)
        api.stores.members.see(now_called, today)


def ws_ticket(request: Request, api: Api) -> Answer:
    user = require_user(request.principal)
    if user.expires_at <= api.clock.now():
        raise Forbidden("This access token has expired.")
    ticket, expires_at = issue_ticket(user, api.stores, api.clock)
    return ok(Ticket(ticket, utc(expires_at) or expires_at))


ROUTES = (
    Route("GET", "/api/health", health, "Is it up", {200: Health}, Access.OPEN),
    Route("GET", "/api/me", me, "The caller and their workspace", {200: Me}),
    Route("POST", "/api/ws-ticket", ws_ticket, "A ticket for one socket", {200: Ticket}),
)
