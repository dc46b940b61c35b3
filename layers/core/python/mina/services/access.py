"""Who may see and who may write a session, and who may do what in a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.domain.errors import Forbidden, NotFound, Unauthorized
from mina.domain.membership import WorkspaceRole
from mina.domain.principal import Anonymous, Principal, User
from mina.domain.secret import is_secret
from mina.domain.session import Session, SessionStatus

if TYPE_CHECKING:
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores


def readable_session(session_id: str, principal: Principal, stores: Stores) -> Session:
    """The session, for everybody of its workspace, and for whoever holds one of its capabilities.

    Raises `NotFound` alike where it is not there and where it is somebody else's.
    """
    session = stores.sessions.get(session_id)
    if session is None or session.status == SessionStatus.ERASED or not may_read(session, principal, stores):
        raise NotFound("There is no such session.")
    return session


def writable_session(session_id: str, principal: Principal, stores: Stores) -> Session:
    """As `readable_session`; a caller who may only read gets `Forbidden`."""
    session = readable_session(session_id, principal, stores)
    if not may_write(session, principal, stores):
        raise Forbidden("You may read this session, not write it.")
    return session


def may_write(session: Session, principal: Principal, stores: Stores) -> bool:
    if isinstance(principal, Anonymous):
        return is_secret(principal.capability, session.write_capability_hash)
    return _has_role(session, principal, WorkspaceRole.MEMBER, stores)


def may_read(session: Session, principal: Principal, stores: Stores) -> bool:
    if isinstance(principal, User):
        return _has_role(session, principal, WorkspaceRole.VIEWER, stores)
    return is_secret(principal.capability, session.read_capability_hash) or may_write(session, principal, stores)


def require_user(principal: Principal) -> User:
    if isinstance(principal, Anonymous):
        raise Unauthorized("Sign in for this.")
    return principal


def require_current(principal: Principal, clock: Clock) -> None:
    """A connection outlives its token: what comes over it after the token's expiry is not let in."""
    if isinstance(principal, User) and principal.expires_at <= clock.now():
        raise Unauthorized("The sign-in behind this connection has expired; connect again with a new ticket.")


def require_role(role: WorkspaceRole, needed: WorkspaceRole) -> None:
    """The one refusal of what a member of a workspace asks for and their role does not cover."""
    if not role.covers(needed):
        raise Forbidden(_NEEDS[needed])


_NEEDS = {
    WorkspaceRole.OWNER: "Only an owner of the workspace may do this.",
    WorkspaceRole.MEMBER: "A viewer of the workspace may read, not write or record.",
    WorkspaceRole.VIEWER: "Only people of the workspace may do this.",
}


def _has_role(session: Session, user: User, needed: WorkspaceRole, stores: Stores) -> bool:
    """Who recorded a session has no right to it from that, once it belongs to a workspace."""
    if session.workspace_id is None:
        return session.owner_id == user.id
    membership = stores.members.get(session.workspace_id, user.id)
    return membership is not None and membership.role.covers(needed)
