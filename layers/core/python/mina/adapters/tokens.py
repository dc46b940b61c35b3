"""Access tokens of the identity provider (Cognito, or any OIDC issuer)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import jwt
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from mina.adapters.dynamodb.base import connection
from mina.domain.errors import Unauthorized
from mina.domain.principal import User

if TYPE_CHECKING:
    from mina.settings import Settings

LEEWAY_SECONDS = 10
MAX_KNOWN = 1_000


class TokenVerifier:
    """Algorithm, issuer, client, use and expiry are pinned; keys are fetched again when an unknown one signs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys = jwt.PyJWKClient(settings.jwks_url, cache_keys=True, lifespan=3600, timeout=4)

    def verify(self, token: str) -> User:
        """Whose token it is. Raises `Unauthorized`, with nothing of the token in it."""
        try:
            key = self._keys.get_signing_key_from_jwt(token).key
            claims = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                issuer=self._settings.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "sub"], "verify_aud": False},
            )
        except jwt.PyJWTError as error:
            raise Unauthorized("This access token is not valid, or no longer.") from error
        self._check_use(claims)
        return User(
            id=claims["sub"],
            name=str(claims.get("name") or claims.get("given_name") or ""),
            email=claims.get("email"),
            expires_at=datetime.fromtimestamp(int(claims["exp"]), UTC),
        )

    def _check_use(self, claims: dict[str, Any]) -> None:
        """Cognito's access tokens name their client in `client_id`, other issuers' in `aud` or `azp`."""
        audience = claims.get("client_id") or claims.get("azp") or claims.get("aud")
        named = audience if isinstance(audience, list) else [audience]
        if self._settings.user_pool_client_id not in named or claims.get("token_use", "access") != "access":
            raise Unauthorized("This token was issued for something else.")


class CognitoProfiles:
    """What the user pool knows of a person; access tokens carry neither name nor e-mail address."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[str, User] = {}

    def complete(self, user: User, access_token: str) -> User:
        """The user with name and address. Where the pool does not answer, as they were."""
        if user.name or not self._settings.user_pool_id:
            return user
        if user.id not in self._known:
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            self._known[user.id] = self._ask(user, access_token)
        return replace(self._known[user.id], expires_at=user.expires_at)

    def _ask(self, user: User, access_token: str) -> User:
        try:
            answer = self._pool().get_user(AccessToken=access_token)
        except (ClientError, BotoCoreError):
            return user
        known = {attribute["Name"]: attribute["Value"] for attribute in answer.get("UserAttributes", [])}
        name = known.get("name") or known.get("given_name") or str(known.get("email", "")).split("@")[0]
        return User(user.id, name, known.get("email"), user.expires_at)

    def _pool(self) -> Any:
        pool: Any = connection().session.create_client(
            "cognito-idp",
            region_name=self._settings.region,
            endpoint_url=self._settings.local_endpoint,
            config=Config(signature_version=UNSIGNED, connect_timeout=2, read_timeout=4),
        )
        return pool
