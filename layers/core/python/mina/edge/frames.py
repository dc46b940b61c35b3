"""The client's frames, as `docs/protocol.md` describes them. Unknown fields are ignored: clients may be newer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from mina.domain.errors import BadFrame, TooLarge
from mina.domain.segment import PROMOTED_SEQ_BASE, Batch, Interim, Segment
from mina.domain.session import Role
from mina.edge.errors import without_values

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_FRAME_BYTES = 24 * 1024
MAX_TEXT_BYTES = 8 * 1024
MAX_BATCH = 25
MAX_AUDIO_CHARACTERS = 18 * 1024
PROTOCOL_VERSION = 1

Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
UtteranceId = Annotated[str, Meta(min_length=1, max_length=128)]
Label = Annotated[str, Meta(max_length=200)]
Secret = Annotated[str, Meta(max_length=200, pattern=r"^[A-Za-z0-9_-]*$")]
Millis = Annotated[int, Meta(ge=0, le=10**9)]
Seq = Annotated[int, Meta(ge=1, lt=PROMOTED_SEQ_BASE)]
Confidence = Annotated[float, Meta(ge=0, le=1)]


class SegmentFields(msgspec.Struct, frozen=True):
    utterance_id: UtteranceId
    text: str
    start_ms: Millis
    end_ms: Millis
    speaker: Label | None = None
    confidence: Confidence | None = None
    language: Annotated[str, Meta(max_length=35)] | None = None


class NumberedSegment(SegmentFields, frozen=True, kw_only=True):
    seq: Seq


class BatchFields(msgspec.Struct, frozen=True):
    """A batch as it stands in a `segments` frame, and in the unsent tail that an HTTP request carries."""

    first_seq: Seq
    segments: list[SegmentFields]


class Join(msgspec.Struct, frozen=True, tag_field="action", tag="join_session"):
    session_id: Id
    instance_id: Id
    role: Role = Role.RECORDER
    v: int = PROTOCOL_VERSION
    title: Label | None = None
    meeting_type: Annotated[str, Meta(max_length=40)] = "general"
    meeting_id: Id | None = None
    time_zone: Annotated[str, Meta(max_length=64)] = "UTC"
    capability: Secret | None = None
    resume_token: Secret | None = None
    last_event: Annotated[int, Meta(ge=0, le=2**53)] | None = None
    started_at: datetime | None = None
    recording_enabled: bool = False


class StartSession(Join, frozen=True, tag_field="action", tag="start_session"):
    pass


class Segments(BatchFields, frozen=True, tag_field="action", tag="segments"):
    pass


class OneSegment(msgspec.Struct, frozen=True, tag_field="action", tag="segment"):
    segment: NumberedSegment


class InterimGuess(msgspec.Struct, frozen=True, tag_field="action", tag="interim"):
    utterance_id: UtteranceId
    rev: Annotated[int, Meta(ge=0, le=2**31)]
    text: str
    start_ms: Millis
    end_ms: Millis
    speaker: Label | None = None


class Audio(msgspec.Struct, frozen=True, tag_field="action", tag="audio"):
    seq: Seq
    part: Annotated[int, Meta(ge=1, le=999)]
    parts: Annotated[int, Meta(ge=1, le=999)]
    format: Annotated[str, Meta(max_length=40)]
    data: str
    start_ms: Millis
    end_ms: Millis
    speaker: Label | None = None


class AudioData(Audio, frozen=True, tag_field="action", tag="audio_data"):
    pass


class EndSession(msgspec.Struct, frozen=True, tag_field="action", tag="end_session"):
    last_seq: Annotated[int, Meta(ge=0, lt=PROMOTED_SEQ_BASE)] | None = None
    force: bool = False


class FinalizeSession(EndSession, frozen=True, tag_field="action", tag="finalize_session"):
    pass


class Ping(msgspec.Struct, frozen=True, tag_field="action", tag="ping"):
    t: float | int | None = None


Frame = (
    Join | StartSession | Segments | OneSegment | InterimGuess | Audio | AudioData | EndSession | FinalizeSession | Ping
)

_decoder: msgspec.json.Decoder[Frame] = msgspec.json.Decoder(Frame)


def decode(body: str | None) -> Frame:
    """The frame in a message's body. Raises `BadFrame`, `TooLarge`; the message says where, never what."""
    raw = (body or "").encode("utf-8", "surrogatepass")
    if len(raw) > MAX_FRAME_BYTES:
        raise TooLarge(f"A frame may have {MAX_FRAME_BYTES} bytes; this one has {len(raw)}.")
    try:
        return _decoder.decode(raw)
    except msgspec.ValidationError as error:
        raise BadFrame(f"The frame does not fit the protocol: {without_values(str(error))}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFrame("The frame is not JSON in UTF-8.") from error


def to_batch(fields: BatchFields | OneSegment) -> Batch:
    """Raises `TooLarge` and `BadFrame` for what types alone do not tell."""
    if isinstance(fields, OneSegment):
        return Batch(fields.segment.seq, _segments(fields.segment.seq, [fields.segment]))
    return Batch(fields.first_seq, _segments(fields.first_seq, fields.segments))


def _segments(first_seq: int, rows: Sequence[SegmentFields]) -> tuple[Segment, ...]:
    if not rows:
        raise BadFrame("A batch has at least one segment.")
    if len(rows) > MAX_BATCH:
        raise TooLarge(f"A batch has at most {MAX_BATCH} segments; this one has {len(rows)}.")
    for row in rows:
        check_words(row.text, row.start_ms, row.end_ms)
    return tuple(
        Segment(
            seq=first_seq + i,
            utterance_id=row.utterance_id,
            text=row.text,
            start_ms=row.start_ms,
            end_ms=row.end_ms,
            speaker=row.speaker,
            confidence=row.confidence,
            language=row.language,
        )
        for i, row in enumerate(rows)
    )


def check_words(text: str, start_ms: int, end_ms: int) -> None:
    if len(text.encode()) > MAX_TEXT_BYTES:
        raise TooLarge(f"A segment's text may have {MAX_TEXT_BYTES} bytes.")
    if end_ms < start_ms:
        raise BadFrame("A segment cannot end before it starts.")


def to_interim(fields: InterimGuess) -> Interim:
    check_words(fields.text, fields.start_ms, fields.end_ms)
    return Interim(fields.utterance_id, fields.rev, fields.text, fields.start_ms, fields.end_ms, fields.speaker)
