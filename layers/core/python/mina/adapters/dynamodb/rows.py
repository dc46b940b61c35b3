"""A meeting's row: what lists show of it, small enough that a page of 25 is one read unit.

It stands in the meeting's own item, written together with what it is made of, and `workspace-rows` shows nothing else.
What changes at different times stands apart, so that no writer overwrites what another has written: `ra` what people
write of a meeting, `rb` what its recording makes of it (msgpack lists, docs/table-design.md), and attributes of their
own for the insights' states, the status and the number of open tasks, which change one at a time.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.items import MeetingItem
from mina.domain.meeting import RECORDED_LIVE, ListedMeeting, Meeting, MeetingStatus, beginning_of, names_of
from mina.domain.session import StepState
from mina.domain.step import Step

if TYPE_CHECKING:
    from pynamodb.expressions.update import Action

    from mina.adapters.dynamodb.row_items import RowItem

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
CONFIDENCE_STEPS = 10_000
USUAL_TYPE = "general"
_LETTERS = {
    StepState.PENDING: "p",
    StepState.RUNNING: "r",
    StepState.READY: "y",
    StepState.DEGRADED: "d",
    StepState.FAILED: "f",
}
_STATES = {letter: state for state, letter in _LETTERS.items()}


class _About(msgspec.Struct, frozen=True, array_like=True):
    """`scheduled_at` in microseconds since 1970; no `description` and no `meeting_type` are the usual ones."""

    title: str
    description: str | None
    meeting_type: str | None
    scheduled_at: int | None
    names: dict[str, str] | None
    merged: dict[str, str] | None


class _Recorded(msgspec.Struct, frozen=True, array_like=True):
    """Microseconds: `created_at` since 1970, `start` after that, `end` after the start or else the creation.

    The session's id as the bytes of a UUID, and as text where it is none; `confidence` in ten thousandths where it
    has no more digits.
    """

    created_at: int
    start: int | None
    end: int | None
    session_uuid: bytes | None
    session_id: str | None
    segments: int
    confidence: int | float | None
    labels: list[str]


_about = msgspec.msgpack.Decoder(_About)
_recorded = msgspec.msgpack.Decoder(_Recorded)


def about(meeting: Meeting) -> bytes:
    """What people write of it."""
    names, merged = dict(meeting.speaker_names), dict(meeting.merged_speakers)
    return msgspec.msgpack.encode(
        _About(
            _sound(meeting.title),
            None if meeting.description == RECORDED_LIVE else _sound(beginning_of(meeting.description)),
            None if meeting.meeting_type == USUAL_TYPE else _sound(meeting.meeting_type),
            _count(meeting.scheduled_at, EPOCH),
            {_sound(label): _sound(name) for label, name in names.items()} or None,
            {_sound(label): _sound(other) for label, other in merged.items()} or None,
        )
    )


def recorded(meeting: Meeting) -> bytes:
    """What its recording makes of it."""
    statistics, short_id = meeting.statistics, _short_id(meeting.session_id)
    return msgspec.msgpack.encode(
        _Recorded(
            (meeting.created_at - EPOCH) // MICROSECOND,
            _count(meeting.actual_start, meeting.created_at),
            _count(meeting.actual_end, meeting.actual_start or meeting.created_at),
            short_id,
            None if short_id else meeting.session_id,
            statistics.total_segments,
            _short_confidence(statistics.average_confidence),
            [_sound(label) for label in meeting.speakers],
        )
    )


def fill(item: MeetingItem, meeting: Meeting) -> None:
    """Write the whole row into the item."""
    item.row_about, item.row_recorded = about(meeting), recorded(meeting)
    item.row_is_silent = True if meeting.sound_erased_at else None
    for step, state in meeting.pipeline:
        setattr(item, f"row_{step}", _LETTERS[state])


def set_step(step: Step, state: StepState) -> Action:
    action: Action = getattr(MeetingItem, f"row_{step}").set(_LETTERS[state])
    return action


def to_row(item: RowItem | MeetingItem) -> ListedMeeting | None:
    """None where the item bears no row, or one of another form, or one that an older release has not kept true."""
    try:
        said, made = _about.decode(item.row_about or b""), _recorded.decode(item.row_recorded or b"")
    except msgspec.DecodeError:
        return None
    if item.status is None or (item.status == MeetingStatus.COMPLETED) != (made.end is not None):
        return None
    created_at = EPOCH + made.created_at * MICROSECOND
    start = _moment(made.start, created_at)
    labels = tuple(made.labels)
    states = [(step, getattr(item, f"row_{step}")) for step in Step]
    return ListedMeeting(
        id=keys.id_of(item.pk),
        title=said.title,
        description=RECORDED_LIVE if said.description is None else said.description,
        meeting_type=said.meeting_type or USUAL_TYPE,
        status=MeetingStatus(item.status),
        created_at=created_at,
        scheduled_at=_moment(said.scheduled_at, EPOCH),
        actual_start=start,
        actual_end=_moment(made.end, start or created_at),
        session_id=str(uuid.UUID(bytes=made.session_uuid)) if made.session_uuid else made.session_id,
        total_segments=made.segments,
        average_confidence=_long_confidence(made.confidence),
        labels=labels,
        named_speakers=names_of(labels, said.names or {}, said.merged or {}),
        open_tasks=int(item.open_tasks),
        pipeline=tuple((step, _STATES[letter]) for step, letter in states if letter),
        is_silent=bool(item.row_is_silent),
        position=item.created_key or "",
    )


def _count(moment: datetime | None, since: datetime) -> int | None:
    return None if moment is None else (moment - since) // MICROSECOND


def _moment(count: int | None, since: datetime) -> datetime | None:
    return None if count is None else since + count * MICROSECOND


def _short_id(session_id: str | None) -> bytes | None:
    try:
        short = uuid.UUID(session_id or "")
    except ValueError:
        return None
    return short.bytes if str(short) == session_id else None


def _short_confidence(value: float | None) -> int | float | None:
    if value is None:
        return None
    steps = round(value * CONFIDENCE_STEPS)
    return steps if steps / CONFIDENCE_STEPS == value else value


def _long_confidence(stored: int | float | None) -> float | None:
    return stored / CONFIDENCE_STEPS if isinstance(stored, int) else stored


def _sound(text: str) -> str:
    """Half a surrogate pair, which no encoding knows, must not keep a meeting from being sealed."""
    return text.encode("utf-8", "replace").decode()
