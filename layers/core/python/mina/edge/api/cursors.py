"""Cursors: where the next page starts, signed, so that nobody can point one elsewhere."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from mina.edge.http import Request

SIGNATURE_BYTES = 16
NOT_THE_LISTS = frozenset({"cursor", "limit"})


@dataclass(frozen=True, slots=True)
class Cursors:
    """`key` gives the secret when one is first needed. A cursor holds for its route, its caller and its filters."""

    key: Callable[[], bytes]

    def give(self, position: str | None, request: Request, owner: str) -> str | None:
        """The cursor for the rest of the list after `position`; None at its end."""
        if position is None:
            return None
        signature = self._sign(position, request, owner)
        return base64.urlsafe_b64encode(signature + position.encode()).decode().rstrip("=")

    def take(self, request: Request, owner: str) -> str | None:
        """The position that the request's cursor names; None for the first page. Raises `Invalid`."""
        cursor = request.query.get("cursor")
        if not cursor:
            return None
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            position = raw[SIGNATURE_BYTES:].decode()
        except (binascii.Error, ValueError) as error:
            raise Invalid("cursor", "is not a cursor of this list") from error
        if not hmac.compare_digest(raw[:SIGNATURE_BYTES], self._sign(position, request, owner)):
            raise Invalid("cursor", "is not a cursor of this list")
        return position

    def _sign(self, position: str, request: Request, owner: str) -> bytes:
        filters = sorted((name, value) for name, value in request.query.items() if name not in NOT_THE_LISTS)
        text = repr((request.route, sorted(request.path.items()), owner, filters, position))
        return hmac.new(self.key(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()[:SIGNATURE_BYTES]
