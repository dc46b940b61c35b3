"""A transcript is read out of batches: in seq order, each seq once, with what never became final."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mina.domain import seqs
from mina.domain.segment import Batch, Interim, Segment, canonical


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the seal computes, from final segments only.

    `average_confidence` is over the segments that have one, None where none has. `total_duration` is in
    seconds, from the first segment's start to the last one's end, and 0 for an empty transcript.
    """

    total_segments: int = 0
    average_confidence: float | None = None
    total_duration: float = 0.0


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that a session holds. `overlapping_seqs` counts seqs that a faulty client sent in two batches."""

    segments: tuple[Segment, ...]
    promoted: tuple[Segment, ...]
    stored: seqs.Ranges
    overlapping_seqs: int

    @property
    def reading_order(self) -> tuple[Segment, ...]:
        """Finals in seq order, with each promoted interim where its start time puts it."""
        return in_place(self.segments, self.promoted)

    @property
    def last_seq(self) -> int:
        return self.stored[-1][1] if self.stored else 0

    @property
    def digest(self) -> str:
        """Equal for equal content: what a seal records, and what reconciliation compares."""
        sealed = hashlib.sha256(repr(self.stored).encode())
        sealed.update(canonical(self.segments))
        sealed.update(canonical(self.promoted))
        return sealed.hexdigest()[:32]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Speaker labels in the order in which they first speak."""
        return tuple(dict.fromkeys(s.speaker for s in self.segments if s.speaker))


def assemble(batches: Iterable[Batch], interims: Iterable[Interim] = ()) -> Transcript:
    """Read a session's items as a transcript. Where batches overlap, the lower first seq wins."""
    segments: dict[int, Segment] = {}
    ranges: list[tuple[int, int]] = []
    overlapping = 0
    for batch in sorted(batches, key=lambda b: b.first_seq):
        ranges.append((batch.first_seq, batch.last_seq))
        for segment in batch.segments:
            if segment.seq in segments:
                overlapping += 1
            else:
                segments[segment.seq] = segment
    finals = {segment.utterance_id for segment in segments.values()}
    orphans = [it.promoted() for it in interims if it.utterance_id not in finals and not it.is_taken_back]
    return Transcript(
        segments=tuple(segments[seq] for seq in sorted(segments)),
        promoted=tuple(sorted(orphans, key=lambda s: (s.start_ms, s.utterance_id))),
        stored=seqs.merge(ranges),
        overlapping_seqs=overlapping,
    )


def statistics(finals: Sequence[Segment]) -> Statistics:
    """Count, mean confidence and span of `finals`."""
    if not finals:
        return Statistics()
    confidences = [s.confidence for s in finals if s.confidence is not None]
    span_ms = max(s.end_ms for s in finals) - min(s.start_ms for s in finals)
    return Statistics(
        total_segments=len(finals),
        average_confidence=round(sum(confidences) / len(confidences), 4) if confidences else None,
        total_duration=round(span_ms / 1000, 3),
    )


def in_place(finals: Sequence[Segment], promoted: Sequence[Segment]) -> tuple[Segment, ...]:
    """`finals` in their order, and each of `promoted` behind the last of them that starts no later than it does."""
    by_start = sorted(range(len(finals)), key=lambda i: finals[i].start_ms)
    behind: dict[int, list[Segment]] = {}
    seen, last = 0, -1
    for late in sorted(promoted, key=lambda s: (s.start_ms, s.utterance_id)):
        while seen < len(by_start) and finals[by_start[seen]].start_ms <= late.start_ms:
            last = max(last, by_start[seen])
            seen += 1
        behind.setdefault(last, []).append(late)
    ordered = list(behind.get(-1, []))
    for i, segment in enumerate(finals):
        ordered += [segment, *behind.get(i, [])]
    return tuple(ordered)
