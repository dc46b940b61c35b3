"""Sockets come and go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain.connection import Connection
from mina.domain.errors import StoreUnavailable
from mina.domain.principal import Principal, User
from mina.domain.secret import hash_secret, new_secret

if TYPE_CHECKING:
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

TICKET_LIFE = timedelta(seconds=30)
SOCKET_LIMIT = timedelta(hours=2)
"""API Gateway closes every socket then."""
FAREWELL = timedelta(minutes=10)


def issue_ticket(user: User, stores: Stores, clock: Clock) -> tuple[str, datetime]:
    """A secret that opens one socket as this user within 30 seconds, and its expiry."""
    ticket, expires_at = new_secret(), clock.now() + TICKET_LIFE
    stores.tickets.put(hash_secret(ticket), user, expires_at)
    return ticket, expires_at


def redeem_ticket(ticket: str, stores: Stores, clock: Clock) -> User | None:
    """Whose ticket it is, the first time within its life; None otherwise."""
    return stores.tickets.redeem(hash_secret(ticket), clock.now())


def connect(connection_id: str, principal: Principal, stores: Stores, clock: Clock) -> None:
    """Remember the socket; a signed-in user's also hears what happens in their workspace."""
    workspace_id = None
    if isinstance(principal, User):
        try:
            workspace = stores.workspaces.of_user(principal.id)
            workspace_id = workspace.id if workspace else None
        except StoreUnavailable:
            pass  # joining looks again; a socket without news is better than none
    connection = Connection(connection_id, principal, clock.now(), workspace_id=workspace_id)
    stores.connections.join(connection)


def disconnect(connection_id: str, stores: Stores) -> None:
    """Forget the socket. The session goes on: its recorder may come back."""
    stores.connections.leave(connection_id)


def is_ageing(connected_at: datetime, clock: Clock) -> bool:
    """Whether the socket is in the last ten minutes of its two hours, so that its client should open another."""
    return clock.now() >= connected_at + SOCKET_LIMIT - FAREWELL
