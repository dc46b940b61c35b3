"""What each route of the HTTP API needs of a signed-in caller: the one table, and the one place that looks at it.

Sessions are looked at in `mina.services.access`, by the workspace that they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.membership import WorkspaceRole
from mina.services.access import require_role, require_user

if TYPE_CHECKING:
    from mina.domain.principal import Principal, User
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

OWNER, MEMBER, VIEWER = WorkspaceRole.OWNER, WorkspaceRole.MEMBER, WorkspaceRole.VIEWER

EXCEPTIONS: dict[str, WorkspaceRole | None] = {
    "POST /api/ws-ticket": VIEWER,
    "GET /api/me/workspaces": None,
    "PUT /api/me/workspace": None,
    "DELETE /api/me/workspaces/{workspace_id}": None,
    "POST /api/invitations/{token}/accept": None,
    "PATCH /api/workspace": OWNER,
    "PUT /api/workspace/budget": OWNER,
    "PATCH /api/workspace/members/{user_id}": OWNER,
    "DELETE /api/workspace/members/{user_id}": OWNER,
    "GET /api/workspace/invitations": OWNER,
    "POST /api/workspace/invitations": OWNER,
    "DELETE /api/workspace/invitations/{invitation_id}": OWNER,
    "GET /api/workspace/audit": OWNER,
    "GET /api/workspace/export": OWNER,
    "POST /api/workspace/export": OWNER,
    "DELETE /api/meetings/{id}": OWNER,
    "DELETE /api/meetings/{id}/audio": OWNER,
    "GET /api/webhooks": OWNER,
    "POST /api/webhooks": OWNER,
    "PATCH /api/webhooks/{id}": OWNER,
    "DELETE /api/webhooks/{id}": OWNER,
    "GET /api/webhooks/{id}/deliveries": OWNER,
    "POST /api/webhooks/{id}/deliveries/{delivery_id}/replay": OWNER,
}
"""Whatever is not here needs a viewer to read and a member to write. None: it is about the caller, in any workspace."""


@dataclass(frozen=True, slots=True)
class Member:
    """A signed-in caller in the workspace that they work in."""

    user: User
    workspace_id: str
    role: WorkspaceRole


def required_role(route: str) -> WorkspaceRole | None:
    """`route` as `GET /api/meetings/{id}`."""
    return EXCEPTIONS[route] if route in EXCEPTIONS else VIEWER if route.startswith("GET ") else MEMBER


def let_in(route: str, principal: Principal, stores: Stores, clock: Clock) -> Member | None:
    """The caller, if they may call this route; None where it needs no role in a workspace.

    Who has no workspace yet gets one. Raises `Unauthorized` for nobody and `Forbidden` for a role that is too small.
    """
    user, needed = require_user(principal), required_role(route)
    if needed is None:
        return None
    member = member_of(user, stores, clock)
    require_role(member.role, needed)
    return member


def member_of(user: User, stores: Stores, clock: Clock) -> Member:
    active = stores.members.active(user.id)
    if active is None:
        from mina.services.workspaces import workspace_of  # only for who comes for the first time

        return Member(user, workspace_of(user, stores, clock).id, OWNER)
    return Member(user, active.workspace_id, active.role)
