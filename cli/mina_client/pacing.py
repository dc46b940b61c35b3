"""When to send again and when to connect again. Pure arithmetic in milliseconds; randomness is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Random = Callable[[], float]
"""Answers a number in [0, 1)."""

RESEND_FLOOR_MS = 2_000
RESEND_CEILING_MS = 24_000
"""Before the jitter, which adds up to a quarter: 30 s at most."""
RECONNECT_FLOOR_MS = 500
RECONNECT_CEILING_MS = 30_000


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """The smoothed round trip, after RFC 6298 (gain 1/8). Only frames sent once are measured (Karn's rule)."""

    smoothed_ms: float | None = None

    def measured(self, sample_ms: float) -> RoundTrip:
        """With one more sample taken in."""
        if self.smoothed_ms is None:
            return RoundTrip(sample_ms)
        return RoundTrip(self.smoothed_ms + (sample_ms - self.smoothed_ms) / 8)


def resend_after_ms(trip: RoundTrip, repeats: int, random: Random, retry_after_ms: int = 0) -> int:
    """How long to wait for an answer: max(2 s, 4 × smoothed round trip) × 2^repeats, at most 30 s with its jitter.

    The jitter only lengthens, so that a repeat never comes before an answer could. `retry_after_ms` is a floor.
    """
    base = max(RESEND_FLOOR_MS, 4 * (trip.smoothed_ms or 0))
    delay = min(base * float(1 << min(repeats, 16)), RESEND_CEILING_MS) * (1 + 0.25 * random())
    return max(retry_after_ms, round(delay))


def reconnect_after_ms(failures: int, random: Random) -> int:
    """How long to wait before connecting again, after `failures` attempts in a row that led to no session.

    Spread over the second half of 500 ms × 2^failures (at most 30 s), so that clients that lost one server do not
    return in step.
    """
    delay = min(RECONNECT_FLOOR_MS * float(1 << min(failures, 16)), RECONNECT_CEILING_MS)
    return round(delay * (0.5 + 0.5 * random()))
