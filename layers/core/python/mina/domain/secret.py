"""Secrets that are given once and kept only as hashes: capabilities, resume tokens, tickets, share links."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_secret() -> str:
    """256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """SHA-256, hexadecimal. The secrets are random, so no salt and no slow hash are needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(secret: str | None, expected_hash: str | None) -> bool:
    if not secret or not expected_hash:
        return False
    return hmac.compare_digest(hash_secret(secret), expected_hash)
