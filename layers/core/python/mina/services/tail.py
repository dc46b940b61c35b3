"""Words that come over HTTP: what a closing page could not send, with or without the end of the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain import seqs
from mina.services.access import writable_session
from mina.services.append import Acknowledged, Writer, append

if TYPE_CHECKING:
    from mina.domain.principal import Principal
    from mina.domain.segment import Batch
    from mina.services.finalize import Finalized, Finalizer, Pending


@dataclass(frozen=True, slots=True)
class Tail:
    """`instance_id` None: whoever may write the session may send it."""

    session_id: str
    principal: Principal
    batches: tuple[Batch, ...] = ()
    instance_id: str | None = None


def append_tail(tail: Tail, finalizer: Finalizer) -> Acknowledged:
    """Store the batches one after another; what was stored before one that is refused stays.

    Raises what `append` raises, and `NotFound` or `Forbidden` where the caller may not.
    """
    session = writable_session(tail.session_id, tail.principal, finalizer.stores)
    is_recorder = tail.instance_id is not None and tail.instance_id == session.recorder_id
    epoch = session.epoch if is_recorder or tail.instance_id is None else 0
    writer = Writer(session.id, tail.instance_id, epoch)
    acks = [
        append(writer, batch, finalizer.stores, finalizer.broadcaster, finalizer.starter, finalizer.clock)
        for batch in tail.batches
    ]
    return Acknowledged(
        seqs=seqs.merge(ranges for ack in acks for ranges in ack.seqs),
        is_late=any(ack.is_late for ack in acks),
        is_watched=session.is_watched,
    )


def finalize_with_tail(tail: Tail, finalizer: Finalizer, last_seq: int | None, force: bool) -> Finalized | Pending:
    """Store the unsent tail, then finalize."""
    append_tail(tail, finalizer)
    return finalizer.finalize(tail.session_id, last_seq, force)
