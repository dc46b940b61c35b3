"""The people of the caller's workspace, and the workspaces of the caller."""

from __future__ import annotations

from datetime import datetime

import msgspec

from mina.domain.audit import AuditAction
from mina.domain.membership import Membership, WorkspaceRole
from mina.edge.api.answer import Answer, ok, utc
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request
from mina.services import members
from mina.services.access import require_user
from mina.services.audit import record
from mina.services.workspaces import workspace_of


class MemberRow(msgspec.Struct, frozen=True):
    user_id: str
    name: str
    email: str | None
    role: WorkspaceRole
    joined_at: datetime
    is_me: bool


class MemberList(msgspec.Struct, frozen=True):
    items: list[MemberRow]
    next_cursor: str | None = None


class RoleBody(msgspec.Struct, frozen=True):
    role: WorkspaceRole


class MyWorkspaceRow(msgspec.Struct, frozen=True):
    """`is_active`: the one that the caller works in."""

    id: str
    name: str
    slug: str
    role: WorkspaceRole
    is_active: bool
    joined_at: datetime


class MyWorkspaceList(msgspec.Struct, frozen=True):
    items: list[MyWorkspaceRow]
    next_cursor: str | None = None


class WorkspaceChoice(msgspec.Struct, frozen=True):
    workspace_id: str


def list_of_members(request: Request, api: Api) -> Answer:
    me = api.member(request)
    found = api.stores.members.of_workspace(me.workspace_id)
    return ok(MemberList([_row(one, me.user.id) for one in found]))


def change_role(request: Request, api: Api) -> Answer:
    me, role = api.member(request), request.body(RoleBody).role
    changed = members.change_role(me.workspace_id, request.path["user_id"], role, api.stores)
    api.record(me, AuditAction.ROLE_CHANGED, changed.user_id, role.value)
    return ok(_row(changed, me.user.id))


def remove(request: Request, api: Api) -> Answer:
    me = api.member(request)
    gone = members.remove(me.workspace_id, request.path["user_id"], api.stores)
    api.record(me, AuditAction.MEMBER_REMOVED, gone.user_id, gone.role.value)
    return Answer(204)


def my_workspaces(request: Request, api: Api) -> Answer:
    return ok(_mine(request, api))


def choose(request: Request, api: Api) -> Answer:
    workspace_id = request.body(WorkspaceChoice).workspace_id
    members.choose(workspace_id, require_user(request.principal).id, api.stores)
    return ok(_mine(request, api))


def leave(request: Request, api: Api) -> Answer:
    user = require_user(request.principal)
    gone = members.remove(request.path["workspace_id"], user.id, api.stores)
    record(AuditAction.MEMBER_LEFT, gone.workspace_id, api.stores, api.clock, user.id, user.id, gone.role.value)
    return Answer(204)


def _mine(request: Request, api: Api) -> MyWorkspaceList:
    user = require_user(request.principal)
    active = workspace_of(user, api.stores, api.clock)
    rows = []
    for membership in api.stores.members.of_user(user.id):
        workspace = api.stores.workspaces.get(membership.workspace_id)
        if workspace:
            joined_at = utc(membership.joined_at) or membership.joined_at
            is_active = workspace.id == active.id
            row = MyWorkspaceRow(workspace.id, workspace.name, workspace.slug, membership.role, is_active, joined_at)
            rows.append(row)
    return MyWorkspaceList(rows)


def _row(membership: Membership, my_id: str) -> MemberRow:
    return MemberRow(
        user_id=membership.user_id,
        name=membership.name,
        email=membership.email,
        role=membership.role,
        joined_at=utc(membership.joined_at) or membership.joined_at,
        is_me=membership.user_id == my_id,
    )


ONE = "/api/workspace/members/{user_id}"

ROUTES = (
    Route("GET", "/api/workspace/members", list_of_members, "Who belongs to the workspace", {200: MemberList}),
    Route("PATCH", ONE, change_role, "Change somebody's role", {200: MemberRow}, body=RoleBody),
    Route("DELETE", ONE, remove, "Send somebody away", {204: None}),
    Route("GET", "/api/me/workspaces", my_workspaces, "The caller's workspaces", {200: MyWorkspaceList}),
    Route("PUT", "/api/me/workspace", choose, "Work in another one", {200: MyWorkspaceList}, body=WorkspaceChoice),
    Route("DELETE", "/api/me/workspaces/{workspace_id}", leave, "Leave a workspace", {204: None}),
)
