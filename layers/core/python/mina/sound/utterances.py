"""From what was heard to the segments of a session."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mina.domain.heard import Heard
from mina.domain.segment import Batch, Segment

MAX_TEXT_BYTES = 8 * 1024
MAX_BATCH = 25
MAX_BATCH_BYTES = 64 * 1024
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def segments_of(heard: Iterable[Heard], first_seq: int, prefix: str) -> Iterator[Segment]:
    """One segment for each thing that was heard, more where its text is longer than a segment may be."""
    seq = first_seq
    for one in heard:
        texts = list(_fitting(" ".join(one.text.split())))
        length, at = sum(map(len, texts)) or 1, 0
        span = max(0, one.end_ms - one.start_ms)
        for text in texts:
            start = one.start_ms + span * at // length
            at += len(text)
            end = one.start_ms + span * at // length
            yield Segment(seq, f"{prefix}{seq}", text, max(0, start), max(0, start, end), one.speaker, one.confidence)
            seq += 1


def batches_of(segments: Iterable[Segment]) -> Iterator[Batch]:
    """Batches as a client would form them: at most 25 segments, and never more than an item takes."""
    pending: list[Segment] = []
    size = 0
    for segment in segments:
        weight = len(segment.text.encode())
        if pending and (len(pending) == MAX_BATCH or size + weight > MAX_BATCH_BYTES):
            yield Batch(pending[0].seq, tuple(pending))
            pending, size = [], 0
        pending.append(segment)
        size += weight
    if pending:
        yield Batch(pending[0].seq, tuple(pending))


def _fitting(text: str) -> Iterator[str]:
    while len(text.encode()) > MAX_TEXT_BYTES:
        head = text.encode()[:MAX_TEXT_BYTES].decode("utf-8", "ignore")
        ends = [match.start() for match in _SENTENCE_END.finditer(head)] or [head.rfind(" ")]
        place = ends[-1] if ends[-1] > 0 else len(head)
        yield text[:place].strip()
        text = text[place:].strip()
    if text:
        yield text
