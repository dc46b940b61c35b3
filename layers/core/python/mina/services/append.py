"""Appending words: stored, then checked, then acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.errors import Fenced, Forbidden, Sealed, SeqConflict, StoreUnavailable
from mina.domain.session import LATE_DEBOUNCE, Role, Session, SessionStatus, WriteState
from mina.ports.stored import PutOutcome
from mina.services.access import require_current
from mina.services.announce import send

if TYPE_CHECKING:
    from mina.domain import seqs
    from mina.domain.connection import Connection
    from mina.domain.segment import Batch, Interim, Segment
    from mina.ports.broadcaster import Broadcaster
    from mina.ports.clock import Clock
    from mina.ports.pipeline import PipelineStarter
    from mina.ports.stores import Stores

TRIES = 3


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes to which session. `instance_id` None: an HTTP caller who may write, whoever records."""

    session_id: str
    instance_id: str | None
    epoch: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """These seqs are durable. `is_late`: they came after the seal, and a new revision will hold them."""

    seqs: seqs.Ranges
    is_late: bool
    is_watched: bool


def writer_of(connection: Connection | None, clock: Clock) -> Writer:
    """The right to write that a connection carries. Raises `Forbidden` or `Unauthorized`."""
    if connection is None or connection.session_id is None:
        raise Forbidden("This connection has not joined a session yet.")
    if connection.role is not Role.RECORDER:
        raise Forbidden("A viewer does not write.")
    require_current(connection.principal, clock)
    return Writer(connection.session_id, connection.instance_id, connection.epoch)


def append(
    writer: Writer,
    batch: Batch,
    stores: Stores,
    broadcaster: Broadcaster,
    starter: PipelineStarter,
    clock: Clock,
) -> Acknowledged:
    """Store one batch. The same batch again is acknowledged again.

    The order is the promise: put, then a strongly consistent read of the session, then the acknowledgement.
    Whoever seals raises `is_sealing` before it reads the batches, so a batch whose read comes back without
    it is in the seal for certain, and every other one counts as late.

    Raises `SeqConflict`, `Fenced`, `Sealed`, `Forbidden`, `StoreUnavailable`.
    """
    session, outcome = _put_and_check(writer, batch, stores, clock)
    if outcome is PutOutcome.CONFLICT:
        raise SeqConflict(batch.first_seq)
    if session.status is SessionStatus.COMPLETED or session.is_sealing:
        _mark_late(session, stores, starter, clock)
    if outcome is PutOutcome.STORED and session.is_watched:
        show(session, segments_frame(batch), stores, broadcaster)
    return Acknowledged(
        seqs=((batch.first_seq, batch.last_seq),),
        is_late=session.status is SessionStatus.COMPLETED,
        is_watched=session.is_watched,
    )


def put_interim(writer: Writer, interim: Interim, stores: Stores, broadcaster: Broadcaster, clock: Clock) -> None:
    """Keep the present guess of one utterance, and show it to whoever watches.

    Put first, then checked, as a batch is: between a check and a put the session may be erased.
    """
    is_newest = stores.segments.put_interim(writer.session_id, interim, clock.now())
    session = stores.sessions.write_state(writer.session_id)
    refusal = _refusal(session, writer, clock)
    if refusal or session is None:
        if is_newest:
            stores.segments.withdraw_interim(writer.session_id, interim)
        raise refusal or Forbidden("There is no such session.")
    if is_newest and session.is_watched:
        show(session, interim_frame(interim), stores, broadcaster)


def _put_and_check(writer: Writer, batch: Batch, stores: Stores, clock: Clock) -> tuple[WriteState, PutOutcome]:
    """Put, read, and take back what the writer may not leave.

    Two deliveries of one frame may be at work at once: the one that stored the batch may read the session later,
    be refused and take the batch back, after the other one has acknowledged it. So a repeat holds the batch fast
    before it is acknowledged, and starts again where the batch has just been taken back.
    """
    for _ in range(TRIES):
        outcome = stores.segments.put(writer.session_id, batch, writer.epoch, clock.now())
        session = stores.sessions.write_state(writer.session_id)
        refusal = _refusal(session, writer, clock)
        if refusal or session is None:
            if outcome is PutOutcome.STORED:
                stores.segments.withdraw(writer.session_id, batch, writer.epoch)
            raise refusal or Forbidden("There is no such session.")
        if session.epoch > 1 and outcome is not PutOutcome.CONFLICT and stores.segments.intrudes(session.id, batch):
            stores.segments.withdraw(writer.session_id, batch, writer.epoch)
            return session, PutOutcome.CONFLICT
        if outcome is not PutOutcome.REPEATED or stores.segments.hold(writer.session_id, batch):
            return session, outcome
    raise StoreUnavailable("The batch keeps being taken back; send it again.")


def _refusal(session: WriteState | None, writer: Writer, clock: Clock) -> Exception | None:
    if session is None:
        return Forbidden("There is no such session.")
    if session.status is SessionStatus.ERASED:
        return Sealed("This session has been erased.")
    if session.status is SessionStatus.COMPLETED and not session.takes_late_words(clock.now()):
        return Sealed("This session was sealed more than 24 hours ago.")
    if writer.instance_id is not None and not session.is_recorded_by(writer.instance_id, writer.epoch):
        return Fenced("Another recorder has taken over this session.")
    return None


def written_session(writer: Writer, stores: Stores, clock: Clock) -> Session:
    """The session as it is, if `writer` may write to it now. Raises what `append` raises."""
    session = stores.sessions.get(writer.session_id)
    refusal = _refusal(session, writer, clock)
    if refusal or session is None:
        raise refusal or Forbidden("There is no such session.")
    return session


def _mark_late(session: WriteState, stores: Stores, starter: PipelineStarter, clock: Clock) -> None:
    stores.sessions.mark_late(session.id, clock.now() + LATE_DEBOUNCE)
    starter.seal_later(session.id, int(LATE_DEBOUNCE.total_seconds()), f"late-r{session.revision}")


def show(session: WriteState, frame: dict[str, object], stores: Stores, broadcaster: Broadcaster) -> None:
    """Push to the session's viewers; where none is left, stop looking for them."""
    viewers = _viewers(session, stores)
    gone = send(viewers, frame, stores, broadcaster)
    if not viewers - gone:
        stores.sessions.set_watched(session.id, False)
        if _viewers(session, stores):
            stores.sessions.set_watched(session.id, True)  # somebody came while nobody was there


def _viewers(session: WriteState, stores: Stores) -> set[str]:
    return {c.id for c in stores.connections.of_session(session.id) if c.role is Role.VIEWER}


def segments_frame(batch: Batch) -> dict[str, object]:
    rows = [segment_row(segment) for segment in batch.segments]
    return {"type": "segments", "first_seq": batch.first_seq, "segments": rows}


def interim_frame(interim: Interim) -> dict[str, object]:
    return {
        "type": "interim",
        "utterance_id": interim.utterance_id,
        "rev": interim.rev,
        "text": interim.text,
        "start_ms": interim.start_ms,
        "end_ms": interim.end_ms,
        "speaker": interim.speaker,
    }


def segment_row(segment: Segment) -> dict[str, object]:
    return {
        "seq": segment.seq,
        "utterance_id": segment.utterance_id,
        "text": segment.text,
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "speaker": segment.speaker,
        "confidence": segment.confidence,
        "language": segment.language,
    }
