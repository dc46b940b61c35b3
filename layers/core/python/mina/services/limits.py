"""How fast one connection may send: a token bucket for each, in memory, so that the hot path gains no request.

A container sees only its own part of a connection's frames, so what is allowed in all is a multiple of this; the
stage's throttle and the account's concurrency bound the rest. A refused frame is not stored and not acknowledged: its
client keeps it, and sends it again after `retry_after_ms`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mina.domain.errors import RateLimited
from mina.domain.principal import Anonymous, Principal

if TYPE_CHECKING:
    from datetime import datetime

MOST_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_second` frames in the long run, and `burst` at once: an outbox that was offline for an hour."""

    per_second: float
    burst: float


SIGNED_IN = Rate(per_second=100, burst=1_000)
ANONYMOUS = Rate(per_second=25, burst=500)


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left, as of a moment."""

    frames: float
    at: datetime


def take(bucket: Bucket | None, rate: Rate, now: datetime) -> tuple[Bucket, int]:
    """One frame out of the bucket: how it is afterwards, and 0 or the milliseconds until there is one."""
    if bucket is None:
        return Bucket(rate.burst - 1, now), 0
    passed = max(0.0, (now - bucket.at).total_seconds())
    frames = min(rate.burst, bucket.frames + passed * rate.per_second)
    if frames >= 1:
        return Bucket(frames - 1, now), 0
    return Bucket(frames, now), max(1, round((1 - frames) / rate.per_second * 1000))


@dataclass(slots=True)
class Gate:
    """The buckets of the connections that one container has met."""

    _buckets: dict[str, Bucket] = field(default_factory=dict)

    def admit(self, connection_id: str, principal: Principal, now: datetime) -> None:
        """Raises `RateLimited` where this connection sends faster than it may."""
        rate = ANONYMOUS if isinstance(principal, Anonymous) else SIGNED_IN
        if len(self._buckets) >= MOST_REMEMBERED:
            self._buckets.clear()
        self._buckets[connection_id], wait_ms = take(self._buckets.get(connection_id), rate, now)
        if wait_ms:
            raise RateLimited("This connection sends faster than it may; send this again later.", wait_ms)
