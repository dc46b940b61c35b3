"""What a transcription service heard in a piece of sound. Times are milliseconds from the piece's beginning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start_ms: int
    end_ms: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that was said. `words` is empty where the service gives no times for words."""

    text: str
    start_ms: int
    end_ms: int
    speaker: str | None = None
    confidence: float | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcription:
    """All that was heard, in the order in which it was said."""

    heard: tuple[Heard, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a recording. It owns `start_ms` to `end_ms`, and is listened to from `from_ms` to `to_ms`.

    What lies around its own stretch is there so that no word is cut; the neighbour hears it too. `number` is from 1.
    """

    number: int
    start_ms: int
    end_ms: int
    from_ms: int
    to_ms: int
