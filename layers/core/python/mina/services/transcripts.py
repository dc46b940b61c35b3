"""Reading a transcript: page by page, or whole, with everything that people have laid over it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mina.domain.insight import Paragraph, Refinement, Step
from mina.domain.session import Session, SessionStatus
from mina.domain.transcript import assemble, in_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mina.domain.correction import Edit
    from mina.domain.meeting import Meeting
    from mina.domain.segment import Segment
    from mina.ports.stores import Stores


@dataclass(frozen=True, slots=True)
class Line:
    """One segment as a reader sees it."""

    segment: Segment
    edited_text: str | None = None
    edited_speaker: str | None = None
    refined_text: str | None = None
    speaker_name: str | None = None
    comments: int = 0

    @property
    def text(self) -> str:
        return self.segment.text if self.edited_text is None else self.edited_text

    @property
    def speaker(self) -> str | None:
        return self.edited_speaker or self.segment.speaker

    @property
    def is_edited(self) -> bool:
        return self.edited_text is not None or self.edited_speaker is not None


@dataclass(frozen=True, slots=True)
class Page:
    """`position` is where the next page starts, None at the end."""

    lines: tuple[Line, ...]
    position: str | None
    paragraphs: tuple[Paragraph, ...] = field(default=())


def session_of(meeting: Meeting, stores: Stores) -> Session | None:
    """The meeting's recording; None where there is none yet, or where it has been erased."""
    session = stores.sessions.get(meeting.session_id) if meeting.session_id else None
    return session if session and session.status is not SessionStatus.ERASED else None


def segments_after(session: Session, after_seq: int, limit: int, stores: Stores) -> tuple[list[Segment], int | None]:
    """Final segments by seq, whether the session is live or over, and the last seq of the page, None at the end."""
    batches = stores.segments.page(session.id, after_seq, limit + 1)
    found = [s for s in assemble(batches).segments if s.seq > after_seq]
    return found[:limit], found[limit - 1].seq if len(found) > limit else None


def transcript_page(
    session: Session, meeting: Meeting, is_refined: bool, position: str | None, limit: int, stores: Stores
) -> Page:
    """One page in reading order. What never became final stands where its time puts it."""
    after_seq, _, from_ms = (position or "0:0").partition(":")
    found, _ = segments_after(session, int(after_seq), limit + 1, stores)
    segments, following = found[:limit], found[limit : limit + 1]
    low = int(from_ms or 0) if position else -1
    high = following[0].start_ms if following else None
    promoted = _promoted(session, stores) if session.revision else []
    here = [late for late in promoted if low <= late.start_ms and (high is None or late.start_ms < high)]
    refinement = _refinement(session, stores) if is_refined else None
    refined = {row.seq: row.text for row in refinement.segments} if refinement else {}
    ordered = in_place(segments, here)
    lines = with_overlays(session, ordered, stores, refined, meeting)
    seqs = {segment.seq for segment in ordered}
    paragraphs = tuple(p for p in refinement.paragraphs if p.seqs[0] in seqs) if refinement else ()
    return Page(lines, f"{segments[-1].seq}:{high}" if following else None, paragraphs)


def whole_transcript(session: Session, stores: Stores, meeting: Meeting | None = None) -> tuple[Line, ...]:
    """All of it, in reading order."""
    batches = [stored.batch for stored in stores.segments.batches(session.id)]
    kept = stores.segments.kept_interims(session.id) if session.revision else []
    return with_overlays(session, assemble(batches, kept).reading_order, stores, meeting=meeting)


def corrected_segments(session: Session, meeting: Meeting | None, stores: Stores) -> tuple[Segment, ...]:
    """All segments in reading order, with corrected words and people's names: what the insights are made of."""
    return tuple(
        replace(line.segment, text=line.text, speaker=line.speaker_name or line.speaker)
        for line in whole_transcript(session, stores, meeting)
    )


def with_overlays(
    session: Session,
    segments: Sequence[Segment],
    stores: Stores,
    refined: Mapping[int, str] | None = None,
    meeting: Meeting | None = None,
) -> tuple[Line, ...]:
    """The segments with what people have laid over them: corrections, names (where `meeting` is given), comments."""
    edits: dict[int, Edit] = {}
    comments: dict[int, int] = {}
    for first_seq, last_seq in _spans(segments):
        edits.update({edit.seq: edit for edit in stores.corrections.between(session.id, first_seq, last_seq)})
        comments.update(stores.comments.count(session.id, first_seq, last_seq))
    return tuple(
        _line(segment, edits.get(segment.seq), (refined or {}).get(segment.seq), comments, meeting)
        for segment in segments
    )


def _spans(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """From the first to the last seq; promoted interims, whose seqs are far away, apart."""
    kinds = ([s.seq for s in segments if not s.is_promoted], [s.seq for s in segments if s.is_promoted])
    return [(min(seqs), max(seqs)) for seqs in kinds if seqs]


def _line(
    segment: Segment, edit: Edit | None, refined_text: str | None, comments: Mapping[int, int], meeting: Meeting | None
) -> Line:
    speaker = (edit.speaker if edit else None) or segment.speaker
    name = meeting.name_of(speaker) if meeting and speaker else None
    return Line(
        segment=segment,
        edited_text=edit.text if edit else None,
        edited_speaker=edit.speaker if edit else None,
        refined_text=refined_text if not (edit and edit.text is not None) else None,
        speaker_name=None if name == speaker else name,
        comments=comments.get(segment.seq, 0),
    )


def _promoted(session: Session, stores: Stores) -> Sequence[Segment]:
    """What was promoted at the seal. A later revision may have brought the finals of some: then all are compared."""
    kept = stores.segments.kept_interims(session.id)
    if not kept or session.revision == 1:
        return [interim.promoted() for interim in kept]
    return assemble([stored.batch for stored in stores.segments.batches(session.id)], kept).promoted


def _refinement(session: Session, stores: Stores) -> Refinement | None:
    stored = stores.insights.get(session.id, Step.REFINEMENT)
    return stored.result if stored and isinstance(stored.result, Refinement) else None
