"""What was said: segments, the batches they are acknowledged in, and interim guesses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

PROMOTED_SEQ_BASE = 1_000_000_000
"""Seqs from here up belong to promoted interims; a client counts its own from 1."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One final utterance. Times are integer milliseconds from the session's start.

    `seq` counts from 1 without gaps in the order in which the recorder formed its batches.
    `confidence` is 0..1 and None where the recogniser gave none. `is_promoted` marks an interim that
    never became final before the seal: it is read with the transcript and left out of the statistics.
    """

    seq: int
    utterance_id: str
    text: str
    start_ms: int
    end_ms: int
    speaker: str | None = None
    confidence: float | None = None
    language: str | None = None
    is_promoted: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """One frame of final segments: the atom that is stored, repeated and acknowledged whole."""

    first_seq: int
    segments: tuple[Segment, ...]

    @property
    def last_seq(self) -> int:
        return self.first_seq + len(self.segments) - 1

    @property
    def digest(self) -> str:
        """The same for the same words, times and speakers, whoever sends them (64 bits, hexadecimal)."""
        return hashlib.sha256(canonical(self.segments)).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Interim:
    """The present guess of one utterance; `rev` rises with every guess. Without words it takes the ones before back."""

    utterance_id: str
    rev: int
    text: str
    start_ms: int
    end_ms: int
    speaker: str | None = None

    @property
    def is_taken_back(self) -> bool:
        return not self.text.strip()

    def promoted(self) -> Segment:
        """The segment that stands in where no final ever came. Its seq depends on the utterance alone."""
        number = int.from_bytes(hashlib.sha256(self.utterance_id.encode()).digest()[:4], "big")
        return Segment(
            seq=PROMOTED_SEQ_BASE + number,
            utterance_id=self.utterance_id,
            text=self.text,
            start_ms=self.start_ms,
            end_ms=self.end_ms,
            speaker=self.speaker,
            is_promoted=True,
        )


def canonical(segments: Sequence[Segment]) -> bytes:
    """A compact JSON text that is equal for equal segments; also the stored form of a batch."""
    rows = [[s.utterance_id, s.text, s.start_ms, s.end_ms, s.speaker, s.confidence, s.language] for s in segments]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
