"""What a claim about a meeting rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim comes from: a segment's seq and the words in it."""

    seq: int
    quote: str
