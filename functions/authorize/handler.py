"""Who is calling: the socket's ticket at $connect, the access token of every HTTP request."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import clock, profiles, stores, tokens
from mina.domain.errors import Unauthorized
from mina.edge import authorization
from mina.services.connect import redeem_ticket
from mina.settings import settings


def socket(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Let in whoever holds an unused ticket, and whoever holds none at all as anonymous; nobody from a strange page."""
    if not authorization.is_welcome_origin(event, settings.allowed_origins):
        return authorization.policy(event, is_allowed=False)
    ticket = authorization.ticket_of(event)
    user = redeem_ticket(ticket, stores(), clock()) if ticket else None
    return authorization.policy(event, is_allowed=not ticket or user is not None, user=user)


def http(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Say who it is. A bad token is told to the function, which answers with a problem document."""
    scheme, credential = authorization.credential_of(event)
    if scheme != "bearer":
        return authorization.caller(None, scheme)
    try:
        user = tokens().verify(credential)
    except Unauthorized:
        return authorization.caller(None, "invalid")
    return authorization.caller(profiles().complete(user, credential), scheme)
