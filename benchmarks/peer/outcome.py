"""What came of one replay over a real socket, on either side."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from time import monotonic

BATCH = 5


@dataclass
class Outcome:
    """Seqs as the client counts them. Times are of the wall, in seconds."""

    said: dict[int, float] = field(default_factory=dict)
    acknowledged: dict[int, float] = field(default_factory=dict)
    stored: set[int] = field(default_factory=set)
    copies: int = 0
    """Segments that are stored twice."""

    def say(self, seq: int) -> None:
        self.said[seq] = monotonic()

    def acknowledge(self, first: int, last: int) -> None:
        for seq in range(first, last + 1):
            self.acknowledged.setdefault(seq, monotonic())

    @property
    def latencies_ms(self) -> list[float]:
        """From the word that fills a batch to its acknowledgement."""
        full = [seq for seq in self.acknowledged if seq % BATCH == 0 and seq in self.said]
        return sorted((self.acknowledged[seq] - self.said[seq]) * 1e3 for seq in full)

    @property
    def median_ms(self) -> float:
        return statistics.median(self.latencies_ms)

    @property
    def slowest_ms(self) -> float:
        """The 95th percentile."""
        found = self.latencies_ms
        return found[min(len(found) - 1, int(len(found) * 0.95))]

    @property
    def per_second(self) -> float:
        """Segments a second, from the first word to the last acknowledgement."""
        return len(self.acknowledged) / (max(self.acknowledged.values()) - min(self.said.values()))

    @property
    def lost_acknowledged(self) -> int:
        return len(set(self.acknowledged) - self.stored)

    @property
    def lost_spoken(self) -> int:
        return len(set(self.said) - self.stored)
