"""The sockets of one session: one that is in use, and at most one that is being opened to take its place."""

from __future__ import annotations

from dataclasses import dataclass

from mina_client.pacing import Random, reconnect_after_ms

SILENCE_MS = 20_000
"""A ping or a join that is unanswered for so long means that the socket is dead, whatever TCP says."""


@dataclass(slots=True)
class Link:
    """One socket. `asked_ms`: when the join or ping went out that nothing has been heard since."""

    number: int
    is_open: bool = False
    is_joined: bool = False
    join_due_ms: int | None = None
    join_repeats: int = 0
    ping_due_ms: int | None = None
    asked_ms: int | None = None

    def is_dead(self, now_ms: int) -> bool:
        return self.asked_ms is not None and now_ms >= self.asked_ms + SILENCE_MS

    def deadlines_ms(self) -> list[int]:
        silence = None if self.asked_ms is None else self.asked_ms + SILENCE_MS
        return [time for time in (self.join_due_ms, self.ping_due_ms, silence) if time is not None]


class Links:
    """Which socket is which, and when to try the next one."""

    def __init__(self, random: Random) -> None:
        self.current: Link | None = None
        self.opening: Link | None = None
        self.retry_ms: int | None = None
        self._random = random
        self._failures = 0
        self._count = 0

    def open_next(self) -> Link:
        """A new socket to open."""
        self.retry_ms = None
        self._count += 1
        self.opening = Link(self._count)
        return self.opening

    def find(self, number: int) -> Link | None:
        return next((link for link in self.living() if link.number == number), None)

    def living(self) -> list[Link]:
        return [link for link in (self.current, self.opening) if link is not None]

    def promote(self, link: Link) -> Link | None:
        """The session is joined through `link`; answers the socket that it takes the place of."""
        replaced = self.current if self.current is not link else None
        self.current = link
        self.opening = None if self.opening is link else self.opening
        self._failures = 0
        return replaced

    def lose(self, link: Link, now_ms: int) -> int:
        """The socket is gone; answers how long to wait before the next try, in milliseconds."""
        if self.current is link:
            self.current = None
        if self.opening is link:
            self.opening = None
        delay = reconnect_after_ms(self._failures, self._random)
        if self.opening is None:
            self._failures += 1
            self.retry_ms = now_ms + delay
        return delay
