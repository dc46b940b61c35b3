"""Authorizer events and answers, and the principal that functions find in their requests afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from mina.domain.errors import Unauthorized
from mina.domain.principal import Anonymous, Principal, User

Event = Mapping[str, Any]


def ticket_of(event: Event) -> str | None:
    return (event.get("queryStringParameters") or {}).get("ticket")


def is_welcome_origin(event: Event, allowed: Sequence[str]) -> bool:
    """A browser always sends its page's origin; programs send none. An empty list allows every page."""
    origin = _header(event, "origin")
    return not origin or not allowed or origin in allowed


def credential_of(event: Event) -> tuple[str, str]:
    """The scheme in lower case and what follows it; two empty texts where there is no header."""
    scheme, _, credential = _header(event, "authorization").partition(" ")
    return scheme.lower(), credential.strip()


def policy(event: Event, *, is_allowed: bool, user: User | None = None) -> dict[str, Any]:
    """The answer of a WebSocket authorizer. Its context reaches every later message of the connection."""
    return {
        "principalId": user.id if user else "anonymous",
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Action": "execute-api:Invoke",
                    "Effect": "Allow" if is_allowed else "Deny",
                    "Resource": event["methodArn"],
                }
            ],
        },
        "context": _claims(user) if user else {},
    }


def caller(user: User | None, scheme: str) -> dict[str, Any]:
    """The answer of an HTTP authorizer: it only says who it is, the functions decide."""
    return {"isAuthorized": True, "context": {"scheme": scheme, **(_claims(user) if user else {})}}


def principal_of_request(event: Event) -> Principal:
    """Who sent an HTTP request. Raises `Unauthorized` where nobody in particular did, or an invalid token."""
    context = (event["requestContext"].get("authorizer") or {}).get("lambda") or {}
    if context.get("sub"):
        return user_of(context)
    scheme, credential = credential_of(event)
    if scheme == "capability" and credential:
        return Anonymous(credential)
    if scheme == "bearer":
        raise Unauthorized("This access token is not valid, or no longer.")
    raise Unauthorized("This needs an access token.")


def principal_of_connection(event: Event) -> Principal:
    """Whom the authorizer let in at `$connect`."""
    context = event["requestContext"].get("authorizer") or {}
    return user_of(context) if context.get("sub") else Anonymous()


def user_of(context: Mapping[str, Any]) -> User:
    expires_at = datetime.fromtimestamp(int(float(context["exp"])), UTC)
    return User(context["sub"], context.get("name") or "", context.get("email") or None, expires_at)


def _claims(user: User) -> dict[str, str | int]:
    """Authorizer contexts hold texts and numbers only."""
    return {
        "sub": user.id,
        "name": user.name,
        "email": user.email or "",
        "exp": int(user.expires_at.timestamp()),
    }


def _header(event: Event, name: str) -> str:
    headers = event.get("headers") or {}
    return next((str(value) for key, value in headers.items() if key.lower() == name), "")
