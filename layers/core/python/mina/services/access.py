"""Who may see and who may write a session."""

from __future__ import annotations

from mina.domain.errors import Forbidden, NotFound, Unauthorized
from mina.domain.principal import Anonymous, Principal, User
from mina.domain.secret import is_secret
from mina.domain.session import Session, SessionStatus
from mina.ports.clock import Clock
from mina.ports.stores import Stores


def readable_session(session_id: str, principal: Principal, stores: Stores) -> Session:
    """The session, for its owner, for everybody of its workspace, and for whoever holds one of its capabilities.

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
        raise Forbidden("This capability lets you read the session, not write it.")
    return session


def may_write(session: Session, principal: Principal, stores: Stores) -> bool:
    if isinstance(principal, Anonymous):
        return is_secret(principal.capability, session.write_capability_hash)
    return _is_member(session, principal, stores)


def may_read(session: Session, principal: Principal, stores: Stores) -> bool:
    if isinstance(principal, Anonymous) and is_secret(principal.capability, session.read_capability_hash):
        return True
    return may_write(session, principal, stores)


def require_user(principal: Principal) -> User:
    if isinstance(principal, Anonymous):
        raise Unauthorized("Sign in for this.")
    return principal


def require_current(principal: Principal, clock: Clock) -> None:
    """A connection outlives its token: what comes over it after the token's expiry is not let in."""
    if isinstance(principal, User) and principal.expires_at <= clock.now():
        raise Unauthorized("The sign-in behind this connection has expired; connect again with a new ticket.")


def _is_member(session: Session, user: User, stores: Stores) -> bool:
    if session.owner_id == user.id:
        return True
    if session.workspace_id is None:
        return False
    workspace = stores.workspaces.of_user(user.id)
    return workspace is not None and workspace.id == session.workspace_id
