"""What a recorder says: final utterances, the batches they travel in, and interim guesses."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mina_client.errors import UtteranceRefused

MAX_TEXT_BYTES = 8_192
MAX_SPEAKER_CHARACTERS = 200
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One final utterance. Times are integer milliseconds from the session's start, `confidence` is 0..1."""

    utterance_id: str
    text: str
    start_ms: int
    end_ms: int
    speaker: str | None = None
    confidence: float | None = None
    language: str | None = None

    def wire(self) -> dict[str, Any]:
        """The segment as a frame holds it; what is not known is left out."""
        body: dict[str, Any] = {
            "utterance_id": self.utterance_id,
            "text": self.text,
            "start_ms": self.start_ms,
            "end_ms": self.end_ms,
        }
        optional = {"speaker": self.speaker, "confidence": self.confidence, "language": self.language}
        return body | {name: value for name, value in optional.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Guess:
    """The present guess of an utterance that is still being spoken."""

    utterance_id: str
    text: str
    start_ms: int
    end_ms: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One frame of utterances. Once formed it is never cut again, so that a repeat is identical."""

    first_seq: int
    utterances: tuple[Utterance, ...]

    @property
    def last_seq(self) -> int:
        return self.first_seq + len(self.utterances) - 1

    @property
    def size_bytes(self) -> int:
        """The bytes of its frame on the wire."""
        return len(encoded(self.frame()).encode())

    def frame(self) -> dict[str, Any]:
        """The frame that carries it."""
        segments = [utterance.wire() for utterance in self.utterances]
        return {"action": "segments", "first_seq": self.first_seq, "segments": segments}


def fit(utterance: Utterance, max_text_bytes: int = MAX_TEXT_BYTES) -> tuple[Utterance, ...]:
    """The utterance as it can be sent: clean text, in parts where it is longer than a segment may be.

    Control characters become a blank, lone surrogates U+FFFD. A long text is cut at its last blank before the limit,
    else at its last whole character; the parts keep the times and are named `id`, `id.2`, … Nothing left: no part.
    Raises UtteranceRefused where the times run backwards or below zero.
    """
    if not 0 <= utterance.start_ms <= utterance.end_ms:
        raise UtteranceRefused(f"utterance {utterance.utterance_id} has times that run backwards or below zero")
    speaker = well_formed(utterance.speaker or "")[:MAX_SPEAKER_CHARACTERS] or None
    parts = _parts(well_formed(utterance.text), max_text_bytes)
    ids = [utterance.utterance_id, *(f"{utterance.utterance_id}.{n}" for n in range(2, len(parts) + 1))]
    return tuple(
        replace(utterance, utterance_id=part_id, text=part, speaker=speaker)
        for part_id, part in zip(ids, parts, strict=False)
    )


def cut_batch(utterances: Sequence[Utterance], first_seq: int, most: int, max_frame_bytes: int) -> Batch:
    """A batch from the front of `utterances`: at most `most` of them, and no more than one frame carries."""
    room = max_frame_bytes - Batch(first_seq, ()).size_bytes + 1
    count = 0
    for utterance in utterances[:most]:
        room -= len(encoded(utterance.wire()).encode()) + 1
        if room < 0 and count:
            break
        count += 1
    return Batch(first_seq, tuple(utterances[:count]))


def encoded(body: dict[str, Any]) -> str:
    """Compact JSON; UTF-8 on the wire rather than escapes, which are up to three times as long."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def well_formed(text: str) -> str:
    """Text that JSON and UTF-8 carry without loss, without blanks at its ends."""
    return _CONTROLS.sub(" ", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")).strip()


def _parts(text: str, max_bytes: int) -> list[str]:
    parts: list[str] = []
    while len(raw := text.encode()) > max_bytes:
        head = raw[:max_bytes].decode("utf-8", "ignore")
        blank = head.rfind(" ") if not text[len(head)].isspace() else len(head)
        cut = blank if blank > 0 else len(head)
        parts.append(text[:cut].strip())
        text = text[cut:].strip()
    return [part for part in [*parts, text] if part]
