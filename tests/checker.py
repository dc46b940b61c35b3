"""Compares what a client was promised with what the table holds. Every fault, soak and benchmark ends here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mina.domain.event import SLOTS_PER_RUN
from mina.domain.segment import Segment
from mina.domain.session import SessionStatus
from mina.domain.transcript import assemble, statistics
from mina.ports.stores import Stores

Row = Mapping[str, Any]
FIELDS = ("utterance_id", "text", "start_ms", "end_ms", "speaker", "confidence", "language")


@dataclass
class Log:
    """What one client said, what was acknowledged to it under which seq, and the events that it was told, in order."""

    session_id: str
    said: list[Row] = field(default_factory=list)
    acknowledged: dict[int, Row] = field(default_factory=dict)
    events: list[tuple[int, str]] = field(default_factory=list)
    is_over: bool = False


@dataclass(frozen=True)
class Record:
    """What the table holds of one session: finals by seq, the numbers that were sealed, events by id."""

    status: str
    revision: int
    segments: Mapping[int, Row]
    statistics: tuple[int, float | None, float]
    is_reconciled: bool
    events: tuple[tuple[int, str], ...]
    overlapping_seqs: int = 0


def row_of(segment: Segment) -> dict[str, Any]:
    return {name: getattr(segment, name) for name in FIELDS}


def read_record(session_id: str, stores: Stores) -> Record:
    """As the product itself reads it. A session that is not there is an empty record."""
    session = stores.sessions.get(session_id)
    batches = [stored.batch for stored in stores.segments.batches(session_id)]
    transcript = assemble(batches, stores.segments.interims(session_id))
    numbers = session.statistics if session else statistics(())
    return Record(
        status=session.status.value if session else "absent",
        revision=session.revision if session else 0,
        segments={segment.seq: row_of(segment) for segment in transcript.segments},
        statistics=(numbers.total_segments, numbers.average_confidence, numbers.total_duration),
        is_reconciled=session is not None and session.digest == transcript.digest,
        events=tuple((event.event_id, event.kind.value) for event in stores.events.after(session_id, 0)),
        overlapping_seqs=transcript.overlapping_seqs,
    )


def violations(logs: Iterable[Log], record: Record) -> list[str]:
    """What is wrong, in words that say where; nothing, where every promise to these clients of one session was kept."""
    logs = list(logs)
    found = [problem for log in logs for problem in _lost(log, record)]
    # Where two recorders used the same seqs, the words of one come behind the other's: better late than lost.
    found += _disorder(logs[0], record) if len(logs) == 1 else []
    found += _strangers(logs, record)
    found += _doubles(logs, record)
    if record.status == SessionStatus.COMPLETED.value:
        found += _statistics(record)
        found += _event_order(record)
        found += [problem for log in logs for problem in _told(log, record)]
    return found


def _lost(log: Log, record: Record) -> Iterable[str]:
    for seq, row in log.acknowledged.items():
        stored = record.segments.get(seq)
        if stored is None:
            yield f"A: seq {seq} was acknowledged and is not stored"
        elif any(stored[name] != row.get(name) for name in FIELDS):
            yield f"A: seq {seq} was acknowledged with other content than is stored"


def _disorder(log: Log, record: Record) -> Iterable[str]:
    place = {row["utterance_id"]: number for number, row in enumerate(log.said)}
    heard = [place[row["utterance_id"]] for _, row in sorted(record.segments.items()) if row["utterance_id"] in place]
    if heard != sorted(heard):
        yield "B: what one recorder said is stored in another order"


def _strangers(logs: list[Log], record: Record) -> Iterable[str]:
    said = {row["utterance_id"] for log in logs for row in log.said}
    for seq, row in record.segments.items():
        if row["utterance_id"] not in said:
            yield f"A: seq {seq} holds what nobody said"


def _doubles(logs: list[Log], record: Record) -> Iterable[str]:
    """With one recorder nothing is stored twice. With several, a duplicate of a frame that met a fenced recorder's
    batch may land after its client has numbered the words anew: then they are there twice, and acknowledged once."""
    acknowledged = {seq for log in logs for seq in log.acknowledged}
    rows = record.segments.items()
    ids = [row["utterance_id"] for seq, row in rows if len(logs) == 1 or seq in acknowledged]
    if len(ids) != len(set(ids)):
        yield f"A: {len(ids) - len(set(ids))} utterances are stored twice"
    if record.overlapping_seqs and len(logs) == 1:
        yield f"B: {record.overlapping_seqs} seqs are in two batches"


def _statistics(record: Record) -> Iterable[str]:
    rows = list(record.segments.values())
    confidences = [row["confidence"] for row in rows if row["confidence"] is not None]
    count, mean, seconds = record.statistics
    if count != len(rows):
        yield f"C: {count} segments were counted, {len(rows)} are stored"
    if mean is not None and (not confidences or abs(mean - sum(confidences) / len(confidences)) > 0.0001):
        yield "C: the mean confidence is another one"
    span = max((row["end_ms"] for row in rows), default=0) - min((row["start_ms"] for row in rows), default=0)
    if abs(seconds - span / 1000) > 0.0005:
        yield f"C: the duration is {span / 1000} s and not {seconds} s"
    if not record.is_reconciled:
        yield "C: the seal's digest is not that of what is stored"


def _event_order(record: Record) -> Iterable[str]:
    ids = [event_id for event_id, _ in record.events]
    if ids != sorted(set(ids)):
        yield "E: events are stored twice or out of order"
    kinds = [kind for _, kind in record.events]
    if kinds.count("session_finalized") != record.revision:
        yield f"C: {record.revision} revisions and {kinds.count('session_finalized')} session_finalized"
    for run in {(event_id - 1) // SLOTS_PER_RUN for event_id in ids}:
        slots = {(event_id - 1) % SLOTS_PER_RUN for event_id in ids if (event_id - 1) // SLOTS_PER_RUN == run}
        if missing := set(range(1, SLOTS_PER_RUN)) - slots:
            yield f"D: run {run + 1} lacks the events {sorted(slot + 1 for slot in missing)}"


def _told(log: Log, record: Record) -> Iterable[str]:
    """A run that a later seal overtook may still be telling its steps when a client has gone on to the later one."""
    ids = [event_id for event_id, _ in log.events]
    if ids != sorted(set(ids)):
        yield "E: a client was told events twice or out of order"
    if not set(log.events) <= set(record.events):
        yield "E: a client was told what is not stored"
    last = ids[-1] if ids else 0
    newest_run = (last - 1) // SLOTS_PER_RUN * SLOTS_PER_RUN
    told = [event for event in log.events if event[0] > newest_run]
    if log.is_over and told != [event for event in record.events if newest_run < event[0] <= last]:
        yield "E: a client missed an event"
