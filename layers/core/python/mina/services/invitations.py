"""Letting others into a workspace by a link."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mina.domain.errors import Conflict, NotFound
from mina.domain.membership import Invitation, Membership, WorkspaceRole
from mina.domain.secret import hash_secret, new_secret
from mina.services.workspaces import link_waiting_sessions, workspace_of

if TYPE_CHECKING:
    from mina.domain.principal import User
    from mina.domain.workspace import Workspace
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

MOST_OPEN = 50
"""A workspace has so many open invitations at most."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    role: WorkspaceRole
    days: int
    max_uses: int


def invite(wanted: NewInvitation, workspace_id: str, by: User, stores: Stores, clock: Clock) -> tuple[Invitation, str]:
    """A new link and its token, which is told this once. Raises `Conflict` where there are too many already."""
    if len(open_invitations(workspace_id, stores, clock)) >= MOST_OPEN:
        raise Conflict(f"A workspace has at most {MOST_OPEN} open invitations: revoke one first.")
    token, now = new_secret(), clock.now()
    invitation = Invitation(
        id=secrets.token_hex(8),
        workspace_id=workspace_id,
        token_hash=hash_secret(token),
        role=wanted.role,
        created_by=by.id,
        created_at=now,
        expires_at=now + timedelta(days=wanted.days),
        max_uses=wanted.max_uses,
    )
    stores.invitations.put(invitation)
    return invitation, token


def open_invitations(workspace_id: str, stores: Stores, clock: Clock) -> list[Invitation]:
    """Oldest first."""
    now = clock.now()
    owners = [one.user_id for one in stores.members.of_workspace(workspace_id) if one.role is WorkspaceRole.OWNER]
    valid = [invitation for invitation in stores.invitations.of_workspace(workspace_id) if invitation.is_valid(now)]
    found = [invitation for invitation in valid if invitation.created_by in owners]
    return sorted(found, key=lambda invitation: invitation.created_at)


def revoke_invitation(invitation_id: str, workspace_id: str, stores: Stores) -> Invitation:
    found = [one for one in stores.invitations.of_workspace(workspace_id) if one.id == invitation_id]
    if not found:
        raise NotFound("There is no such invitation.")
    stores.invitations.remove(found[0])
    return found[0]


def look_at(token: str, stores: Stores, clock: Clock) -> tuple[Invitation, Workspace]:
    """What the link leads to.

    Raises `NotFound` alike where it never was, is used up, revoked or too old, or where whoever made it is no owner any
    more: nobody who was sent away comes back by a link of their own.
    """
    invitation = stores.invitations.by_token(hash_secret(token))
    workspace = stores.workspaces.get(invitation.workspace_id) if invitation else None
    inviter = stores.members.get(workspace.id, invitation.created_by) if invitation and workspace else None
    is_owners = inviter is not None and inviter.role is WorkspaceRole.OWNER
    if invitation is None or workspace is None or not is_owners or not invitation.is_valid(clock.now()):
        raise NotFound("This invitation leads nowhere, or no longer.")
    return invitation, workspace


def accept(token: str, user: User, stores: Stores, clock: Clock) -> tuple[Membership, bool]:
    """The user belongs to the workspace and works in it from now on; whether that is new.

    Whoever belongs to it already keeps their role, and the link keeps its use.
    """
    invitation, workspace = look_at(token, stores, clock)
    known = stores.members.get(workspace.id, user.id)
    if known is None:
        # A place of their own comes first: they can always go back to it, and what they recorded before belongs there.
        _settle(user, stores, clock)
        membership = Membership(workspace.id, user.id, invitation.role, user.name, user.email, clock.now())
        if stores.invitations.accept(invitation, membership):
            return membership, True
        known = stores.members.get(workspace.id, user.id)
    if known is None or not stores.members.choose(known):
        raise Conflict("The invitation was used at the same moment; ask for another one.")
    return known, False


def _settle(user: User, stores: Stores, clock: Clock) -> None:
    known = stores.members.active(user.id)
    own = workspace_of(user, stores, clock)
    if known is None or known.role.covers(WorkspaceRole.MEMBER):
        link_waiting_sessions(user, own, stores, clock)
