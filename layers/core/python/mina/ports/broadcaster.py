from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

Frame = Mapping[str, object]


class Broadcaster(Protocol):
    """Pushes frames to open sockets. A push is a hint: it may be lost, and the stored truth is not."""

    def push(self, connection_ids: Iterable[str], frame: Frame) -> frozenset[str]:
        """Send `frame` to each; answers the connections that are gone for good. Never raises."""
        ...

    def last_active(self, connection_id: str) -> datetime | None:
        """When that socket was last heard of, None where it is gone."""
        ...
