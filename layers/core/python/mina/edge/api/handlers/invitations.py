"""Links that let others into the workspace."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mina.domain.audit import AuditAction
from mina.domain.membership import Invitation, WorkspaceRole
from mina.edge.api.answer import Answer, created, ok, utc
from mina.edge.api.context import Api
from mina.edge.api.route import Access, Route
from mina.edge.http import Request
from mina.services.access import require_user
from mina.services.audit import record
from mina.services.invitations import (
    NewInvitation,
    accept,
    invite,
    look_at,
    open_invitations,
    revoke_invitation,
)


class NewInvitationBody(msgspec.Struct, frozen=True):
    """Nobody becomes an owner by a link: an owner makes them one afterwards."""

    role: Literal["member", "viewer"] = "member"
    expires_in_days: Annotated[int, Meta(ge=1, le=30)] = 7
    max_uses: Annotated[int, Meta(ge=1, le=100)] = 1


class InvitationRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """`token` and `url` are told once, when the link is made."""

    id: str
    role: WorkspaceRole
    created_at: datetime
    expires_at: datetime
    max_uses: int
    uses: int
    token: str | UnsetType = UNSET
    url: str | UnsetType = UNSET


class InvitationList(msgspec.Struct, frozen=True):
    items: list[InvitationRow]
    next_cursor: str | None = None


class InvitationView(msgspec.Struct, frozen=True):
    """What a link leads to, for whoever has it."""

    workspace_name: str
    role: WorkspaceRole
    invited_by: str | None
    expires_at: datetime


class Accepted(msgspec.Struct, frozen=True):
    """`is_new` false: the caller belonged to the workspace already."""

    workspace_id: str
    workspace_name: str
    role: WorkspaceRole
    is_new: bool


def add(request: Request, api: Api) -> Answer:
    body, me = request.body(NewInvitationBody), api.member(request)
    wanted = NewInvitation(WorkspaceRole(body.role), body.expires_in_days, body.max_uses)
    invitation, token = invite(wanted, me.workspace_id, me.user, api.stores, api.clock)
    api.record(me, AuditAction.INVITATION_CREATED, invitation.id, invitation.role.value)
    url = f"{api.page_url.rstrip('/')}/invitations/{token}"
    return created(msgspec.structs.replace(_row(invitation), token=token, url=url))


def list_of_invitations(request: Request, api: Api) -> Answer:
    found = open_invitations(api.member(request).workspace_id, api.stores, api.clock)
    return ok(InvitationList([_row(invitation) for invitation in found]))


def remove(request: Request, api: Api) -> Answer:
    me = api.member(request)
    revoked = revoke_invitation(request.path["invitation_id"], me.workspace_id, api.stores)
    api.record(me, AuditAction.INVITATION_REVOKED, revoked.id)
    return Answer(204)


def show(request: Request, api: Api) -> Answer:
    """Nobody has to sign in for this; search engines are told to keep away."""
    invitation, workspace = look_at(request.path["token"], api.stores, api.clock)
    inviter = api.stores.members.get(workspace.id, invitation.created_by)
    expires_at = utc(invitation.expires_at) or invitation.expires_at
    view = InvitationView(workspace.name, invitation.role, inviter.name if inviter else None, expires_at)
    return Answer(200, view, {"x-robots-tag": "noindex, nofollow"})


def accept_invitation(request: Request, api: Api) -> Answer:
    user = require_user(request.principal)
    membership, is_new = accept(request.path["token"], user, api.stores, api.clock)
    if is_new:
        place, role = membership.workspace_id, membership.role.value
        record(AuditAction.MEMBER_JOINED, place, api.stores, api.clock, user.id, user.id, role)
    workspace = api.stores.workspaces.get(membership.workspace_id)
    return ok(Accepted(membership.workspace_id, workspace.name if workspace else "", membership.role, is_new))


def _row(invitation: Invitation) -> InvitationRow:
    return InvitationRow(
        id=invitation.id,
        role=invitation.role,
        created_at=utc(invitation.created_at) or invitation.created_at,
        expires_at=utc(invitation.expires_at) or invitation.expires_at,
        max_uses=invitation.max_uses,
        uses=invitation.uses,
    )


INVITATIONS = "/api/workspace/invitations"

ROUTES = (
    Route("POST", INVITATIONS, add, "Invite by a link", {201: InvitationRow}, body=NewInvitationBody),
    Route("GET", INVITATIONS, list_of_invitations, "Open invitations, oldest first", {200: InvitationList}),
    Route("DELETE", f"{INVITATIONS}/{{invitation_id}}", remove, "Revoke an invitation", {204: None}),
    Route("GET", "/api/invitations/{token}", show, "What an invitation leads to", {200: InvitationView}, Access.OPEN),
    Route(
        "POST",
        "/api/invitations/{token}/accept",
        accept_invitation,
        "Accept an invitation, and work in that workspace",
        {200: Accepted},
    ),
)
