"""An anonymous recording finds its owner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.errors import Conflict, NotFound
from mina.domain.secret import is_secret
from mina.domain.session import Session, SessionStatus
from mina.services.aftermath import take_in
from mina.services.workspaces import link, workspace_of

if TYPE_CHECKING:
    from mina.domain.principal import User
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

TRIES = 3


def claim(session_id: str, capability: str, user: User, stores: Stores, clock: Clock) -> Session:
    """Put the session into the user's workspace, with a meeting. Both old capabilities are void from then on.

    Claiming it again is answered as the first time. Raises `NotFound` where it is not there or the capability is
    not its own, `Conflict` where it is somebody's already.
    """
    workspace = workspace_of(user, stores, clock)
    for _ in range(TRIES):
        session = stores.sessions.get(session_id)
        if session is None or session.status is SessionStatus.ERASED:
            raise NotFound("There is no such session.")
        if session.owner_id == user.id and session.workspace_id == workspace.id:
            return session
        if not is_secret(capability, session.write_capability_hash):
            raise NotFound("There is no such session.")
        if session.owner_id is not None:
            raise Conflict("This session belongs to somebody already.")
        claimed = replace(session, write_capability_hash=None, read_capability_hash=None)
        if link(claimed, workspace, user.id, stores, clock):
            take_in(stores.sessions.get(session_id) or claimed, stores, clock)
    raise Conflict("The session is changing; try again.")
