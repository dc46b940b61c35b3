"""A line of a foreign transcript, and the limits of what is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mina.domain.errors import BadFrame, TooLarge

MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_CUES = 10_000
"""Ten hours of talk; the function that stores them has 28 seconds. Each batch of 25 is put and checked."""
MAX_TIME_MS = 24 * 60 * 60 * 1000
WORD_MS = 400
"""150 words a minute, where a transcript has no times."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What somebody said. Times None: the file does not say."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    confidence: float | None = None

    def earlier(self, by_ms: int) -> Cue:
        start, end = (None if at is None else max(0, at - by_ms) for at in (self.start_ms, self.end_ms))
        return replace(self, start_ms=start, end_ms=end)


def is_name(label: str) -> bool:
    """Whether what stands before a colon names a speaker: two words, or only short ones in small letters."""
    words = label.split()
    return len(words) <= 2 or (len(words) <= 8 and not any(word[0].islower() and len(word) > 3 for word in words))


class NotRead(BadFrame):
    """The file is no transcript that is known, or a broken one."""


def bounded(cues: Iterable[Cue]) -> list[Cue]:
    """The cues with words in them. Raises `TooLarge` as soon as there are too many."""
    kept: list[Cue] = []
    for cue in cues:
        if cue.text.strip():
            kept.append(cue)
        if len(kept) > MAX_CUES:
            raise TooLarge(f"The transcript has more than {MAX_CUES} cues; split it into several meetings.")
    return kept


def milliseconds(stamp: str) -> int:
    """`1:02:03.456`, `02:03,4` or `3` as milliseconds."""
    clock, _, fraction = stamp.strip().replace(",", ".").partition(".")
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part or 0)
    return min(seconds * 1000 + int((fraction + "000")[:3] or 0), MAX_TIME_MS)
