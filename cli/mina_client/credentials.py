"""Who is calling: a user of the Cognito pool, or nobody."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from mina_client.errors import SignInFailed, Unreachable

_INITIATE_AUTH = "AWSCognitoIdentityProviderService.InitiateAuth"
_RENEW_SECONDS_BEFORE_END = 60.0


class Credentials(Protocol):
    """What stands in the `Authorization` header; None for nobody."""

    async def authorization(self) -> str | None: ...

    def forget(self) -> None:
        """The server refused the present token; the next call gets a new one."""


@dataclass(slots=True)
class Anonymous:
    """Nobody, or the holder of one session's capability."""

    capability: str | None = None

    async def authorization(self) -> str | None:
        return f"Capability {self.capability}" if self.capability else None

    def forget(self) -> None:
        """There is nothing to renew."""


class CognitoUser:
    """A user who signs in with name and password (flow USER_PASSWORD_AUTH), and stays so by the refresh token.

    Source: Amazon Cognito user pools API, InitiateAuth, as plain HTTPS and JSON. Raises SignInFailed.
    """

    def __init__(self, http: httpx.AsyncClient, endpoint: str, client_id: str, username: str, password: str) -> None:
        self._http = http
        self._endpoint = endpoint
        self._client_id = client_id
        self._password_parameters = {"USERNAME": username, "PASSWORD": password}
        self._access_token: str | None = None
        self._refresh_token: str | None = None
        self._ends_at = 0.0

    async def authorization(self) -> str | None:
        return f"Bearer {await self.access_token()}"

    async def access_token(self) -> str:
        """A token that is good for a minute at least."""
        if self._access_token is None or time.monotonic() > self._ends_at - _RENEW_SECONDS_BEFORE_END:
            await self._renew()
        if self._access_token is None:
            raise SignInFailed("the identity provider gave no access token")
        return self._access_token

    def forget(self) -> None:
        self._access_token = None

    async def _renew(self) -> None:
        if self._refresh_token is not None:
            parameters = {"REFRESH_TOKEN": self._refresh_token}
            self._refresh_token = None
            try:
                self._take(await self._initiate("REFRESH_TOKEN_AUTH", parameters))
            except SignInFailed:
                self._access_token = None
            else:
                return
        self._take(await self._initiate("USER_PASSWORD_AUTH", self._password_parameters))

    def _take(self, result: dict[str, Any]) -> None:
        self._access_token = result.get("AccessToken")
        self._refresh_token = result.get("RefreshToken") or self._refresh_token
        self._ends_at = time.monotonic() + float(result.get("ExpiresIn") or 3600)

    async def _initiate(self, flow: str, parameters: dict[str, str]) -> dict[str, Any]:
        body = {"AuthFlow": flow, "ClientId": self._client_id, "AuthParameters": parameters}
        headers = {"X-Amz-Target": _INITIATE_AUTH, "Content-Type": "application/x-amz-json-1.1"}
        try:
            answer = await self._http.post(self._endpoint, json=body, headers=headers)
            content: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unreachable("the identity provider does not answer") from error
        if answer.is_error:
            raise SignInFailed(f"cannot sign in: {content.get('message') or content.get('__type') or 'refused'}")
        return content.get("AuthenticationResult") or {}
