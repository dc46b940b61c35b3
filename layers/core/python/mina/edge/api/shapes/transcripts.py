"""Segments on the wire."""

from __future__ import annotations

from typing import Literal

import msgspec

from mina.domain.insight import Paragraph
from mina.services.transcripts import Line


class SegmentRow(msgspec.Struct, frozen=True):
    """`text` is what to show: the edit, else what was heard. Times in milliseconds from the session's start."""

    seq: int
    utterance_id: str
    text: str
    raw_text: str
    refined_text: str | None
    is_edited: bool
    start_ms: int
    end_ms: int
    speaker: str | None
    speaker_name: str | None
    confidence: float | None
    language: str | None
    is_promoted: bool
    kind: Literal["final", "interim"]
    comments: int


class SegmentPage(msgspec.Struct, frozen=True):
    items: list[SegmentRow]
    next_cursor: str | None


class TranscriptPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """`paragraphs` in the refined view only: those that start on this page."""

    items: list[SegmentRow]
    next_cursor: str | None = msgspec.field()
    paragraphs: list[Paragraph] | msgspec.UnsetType = msgspec.UNSET


def segment_row(line: Line) -> SegmentRow:
    segment = line.segment
    return SegmentRow(
        seq=segment.seq,
        utterance_id=segment.utterance_id,
        text=line.text,
        raw_text=segment.text,
        refined_text=line.refined_text,
        is_edited=line.is_edited,
        start_ms=segment.start_ms,
        end_ms=segment.end_ms,
        speaker=line.speaker,
        speaker_name=line.speaker_name,
        confidence=segment.confidence,
        language=segment.language,
        is_promoted=segment.is_promoted,
        kind="interim" if segment.is_promoted else "final",
        comments=line.comments,
    )
