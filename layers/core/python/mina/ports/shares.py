"""Share links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mina.domain.share import Share


class Shares(Protocol):
    def put(self, share: Share) -> None: ...

    def by_token(self, token_hash: str) -> Share | None:
        """Strongly consistent: a revoked link is gone at once."""
        ...

    def of_meeting(self, meeting_id: str) -> list[Share]: ...

    def remove(self, share: Share) -> None: ...
