"""Sound files into plain samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


@dataclass(slots=True)
class Samples:
    """16 kHz, mono, 16 bits, little-endian, in pieces. `is_damaged` is known when all have been read."""

    pieces: Iterator[bytes]
    is_damaged: bool = False


class Decoder(Protocol):
    def decode(self, key: str, size: int, most_ms: int) -> AbstractContextManager[Samples]:
        """The sound of a stored file, up to `most_ms`, never all of it in memory."""
        ...
