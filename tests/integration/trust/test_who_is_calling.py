"""Tokens, tickets and origins: what opens the door, and what no longer does."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from tests.integration.trust.neighbours import Neighbours

from mina.adapters.tokens import TokenVerifier
from mina.domain.errors import Unauthorized
from mina.edge.authorization import is_welcome_origin, principal_of_connection
from mina.services.connect import issue_ticket, redeem_ticket
from mina.settings import read

ISSUER = "https://issuer.example"
KEY, OTHER = (generate_private_key(65537, 2048) for _ in range(2))


def publish(path: Path, **keys: RSAPrivateKey) -> None:
    found = [
        {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig", "alg": "RS256"}
        for kid, key in keys.items()
    ]
    path.write_text(json.dumps({"keys": found}))


@pytest.fixture
def jwks(tmp_path: Path) -> Path:
    publish(tmp_path / "jwks.json", one=KEY)
    return tmp_path / "jwks.json"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def verifier(jwks: Path) -> Iterator[TokenVerifier]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(jwks.parent))) as issuer:
        Thread(target=issuer.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://127.0.0.1:{issuer.server_address[1]}/jwks.json"
        yield TokenVerifier(replace(read(), issuer=ISSUER, user_pool_client_id="our-page", jwks_url=url))
        issuer.shutdown()


def a_token(key: RSAPrivateKey = KEY, kid: str = "one", **claims: Any) -> str:
    now = int(time.time())
    usual = {"iss": ISSUER, "sub": "u-1", "client_id": "our-page", "token_use": "access", "exp": now + 600, "iat": now}
    return jwt.encode({**usual, **claims}, key, "RS256", {"kid": kid})


def test_a_good_token_says_who_it_is(verifier: TokenVerifier) -> None:
    assert verifier.verify(a_token()).id == "u-1"


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(time.time()) - 60},
        {"nbf": int(time.time()) + 86_400},
        {"iss": "https://evil.example"},
        {"client_id": "another-page"},
        {"client_id": None, "aud": "another-page"},
        {"token_use": "id"},
        {"token_use": "refresh"},
        {"sub": 7},
    ],
    ids=["expired", "not yet", "issuer", "client", "audience", "ID token", "refresh token", "subject"],
)
def test_a_token_for_something_else_opens_nothing(verifier: TokenVerifier, claims: dict[str, Any]) -> None:
    with pytest.raises(Unauthorized) as refused:
        verifier.verify(a_token(**claims))

    assert "evil" not in str(refused.value)


@pytest.mark.parametrize("missing", ["exp", "iss", "sub"])
def test_a_token_without_a_claim_that_matters_opens_nothing(verifier: TokenVerifier, missing: str) -> None:
    claims = jwt.decode(a_token(), options={"verify_signature": False})
    del claims[missing]

    with pytest.raises(Unauthorized):
        verifier.verify(jwt.encode(claims, KEY, "RS256", {"kid": "one"}))


def test_a_token_signed_by_nobody_or_with_the_public_key_as_a_secret_opens_nothing(verifier: TokenVerifier) -> None:
    claims = jwt.decode(a_token(), options={"verify_signature": False})

    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    unsigned = f"{part({'alg': 'none', 'kid': 'one'})}.{part(claims)}."
    shared = jwt.encode(claims, "n" * 64, "HS256", {"kid": "one"})
    for token in (unsigned, shared, "", "a.b.c", a_token()[:-4] + "AAAA", a_token(OTHER)):
        with pytest.raises(Unauthorized):
            verifier.verify(token)


def test_keys_that_were_rotated_in_are_fetched(verifier: TokenVerifier, jwks: Path) -> None:
    verifier.verify(a_token())
    publish(jwks, two=OTHER)
    with pytest.raises(Unauthorized):
        verifier.verify(a_token(OTHER, "two"))  # unknown keys make us ask once in 30 seconds, however many come

    verifier._keys.cooldown_duration = 0  # as after those seconds

    assert verifier.verify(a_token(OTHER, "two")).id == "u-1"


def test_a_key_that_was_rotated_out_opens_nothing(verifier: TokenVerifier, jwks: Path) -> None:
    publish(jwks, two=OTHER)

    with pytest.raises(Unauthorized):
        verifier.verify(a_token(KEY, "one"))


def test_a_ticket_opens_one_socket_once(neighbours: Neighbours) -> None:
    house = neighbours.house
    ticket, _ = issue_ticket(neighbours.ada, house.stores, house.clock)

    first, second = (redeem_ticket(ticket, house.stores, house.clock) for _ in range(2))

    assert first
    assert first.id == neighbours.ada.id
    assert second is None


def test_a_ticket_is_kept_hashed_and_dies_after_thirty_seconds(neighbours: Neighbours) -> None:
    house = neighbours.house
    ticket, expires_at = issue_ticket(neighbours.ada, house.stores, house.clock)
    began = house.clock.now()

    assert ticket not in house.everything()
    assert expires_at - began == timedelta(seconds=30)
    house.clock.forward(seconds=31)
    assert redeem_ticket(ticket, house.stores, house.clock) is None
    house.clock.time = began


@pytest.mark.parametrize(
    ("origin", "is_welcome"),
    [
        ("https://page.example", True),
        (None, True),
        ("https://evil.example", False),
        ("https://page.example.evil", False),
    ],
)
def test_a_strange_page_opens_no_socket(origin: str | None, is_welcome: bool) -> None:
    event = {"headers": {"Origin": origin} if origin else {}}

    assert is_welcome_origin(event, ("https://page.example",)) is is_welcome


def test_the_token_s_expiry_stays_with_the_connection() -> None:
    expires_at = datetime(2026, 11, 21, 10, tzinfo=UTC)
    event = {"requestContext": {"authorizer": {"sub": "u-1", "name": "Ada", "exp": str(expires_at.timestamp())}}}

    user = principal_of_connection(event)

    assert getattr(user, "expires_at", None) == expires_at
