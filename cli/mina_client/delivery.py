"""Utterances become numbered batches, and each batch is sent until it is acknowledged. No I/O; times in ms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mina_client.effects import DropBatch, Effect, KeepBatch, KeepUtterance, RefuseBatch, RenumberBatch
from mina_client.frames import Limits
from mina_client.pacing import Random, RoundTrip, resend_after_ms
from mina_client.ranges import Range, covers
from mina_client.speech import Batch, Utterance, cut_batch


@dataclass(slots=True)
class _Parcel:
    batch: Batch
    size_bytes: int
    sends: int = 0
    repeats: int = 0
    sent_at: int = 0
    due_at: int = 0


class Delivery:
    """The words of one recorder on their way to the store.

    An utterance is pending until its batch is formed; a batch waits until the window has room for it, flies until
    it is acknowledged, and is forgotten only then. `counted` answers how many segments were spoken and how many are
    known to be stored.
    """

    def __init__(self, random: Random, next_seq: int = 1) -> None:
        self.limits = Limits()
        self.next_seq = next_seq
        self.trip = RoundTrip()
        self.unsent_bytes = 0
        self.spoken = 0
        self.stored = 0
        self.resends = 0
        self.refused: list[Batch] = []
        self._random = random
        self._pending: list[tuple[int, Utterance]] = []
        self._waiting: dict[int, _Parcel] = {}
        self._flying: dict[int, _Parcel] = {}
        self._flying_segments = 0
        self._acknowledged_until = 0

    def restore(self, utterances: Sequence[Utterance], batches: Sequence[Batch], now_ms: int) -> None:
        """Takes up what an outbox kept. What waited for its batch gets one at the next `form(…, is_flushed=True)`."""
        for batch in batches:
            self._wait(batch)
            self.spoken += len(batch.utterances)
            self.next_seq = max(self.next_seq, batch.last_seq + 1)
        for utterance in utterances:
            self._add(utterance, now_ms)

    def say(self, utterance: Utterance, now_ms: int) -> list[Effect]:
        """Takes one utterance; it is kept before anything else happens to it."""
        self._add(utterance, now_ms)
        return [KeepUtterance(utterance)]

    def form(self, now_ms: int, *, is_flushed: bool) -> list[Effect]:
        """Forms the batches that are due: five utterances, a full frame, ten seconds, or a flush of what waits."""
        effects: list[Effect] = []
        while self._pending:
            batch = self._next_batch()
            is_full = len(batch.utterances) < len(self._pending) or len(batch.utterances) == self.limits.batch_size
            if not (is_full or is_flushed or now_ms - self._pending[0][0] >= self.limits.batch_ms):
                break
            del self._pending[: len(batch.utterances)]
            self.next_seq = batch.last_seq + 1
            self._wait(batch)
            effects.append(KeepBatch(batch))
        return effects

    def take_due(self, now_ms: int) -> list[Batch]:
        """The batches to send now: repeats that are overdue, then new ones as the window has room."""
        due = [parcel for parcel in self._flying.values() if parcel.due_at <= now_ms]
        self.resends += len(due)
        for parcel in due:
            parcel.repeats += 1
        for first_seq, parcel in list(self._waiting.items()):
            if self._flying_segments + len(parcel.batch.utterances) > self.limits.window:
                break
            self._flying[first_seq] = self._waiting.pop(first_seq)
            self._flying_segments += len(parcel.batch.utterances)
            parcel.repeats = 0
            due.append(parcel)
        for parcel in due:
            parcel.sends += 1
            parcel.sent_at = now_ms
            parcel.due_at = now_ms + resend_after_ms(self.trip, parcel.repeats, self._random)
        return [parcel.batch for parcel in due]

    def acknowledge(
        self, ranges: Sequence[Range], now_ms: int | None, after: int = 0
    ) -> tuple[list[Range], list[Effect]]:
        """Forgets the batches behind the seq `after` that `ranges` cover. `now_ms` where they answer a frame, whose
        round trip counts."""
        behind = [parcel for parcel in self._parcels() if parcel.batch.first_seq > after]
        covered = [p for p in behind if covers(ranges, p.batch.first_seq, p.batch.last_seq)]
        for parcel in covered:
            if now_ms is not None and parcel.sends == 1:
                self.trip = self.trip.measured(now_ms - parcel.sent_at)
            self._forget(parcel)
            self._acknowledged_until = max(self._acknowledged_until, parcel.batch.last_seq)
            self.stored += len(parcel.batch.utterances)
        effects: list[Effect] = [DropBatch(parcel.batch.first_seq) for parcel in covered]
        return [(p.batch.first_seq, p.batch.last_seq) for p in covered], effects

    def link_lost(self) -> None:
        """Nothing flies any more; everything is sent again on the next link, in order."""
        grounded = self._flying | self._waiting
        self._waiting = {first_seq: grounded[first_seq] for first_seq in sorted(grounded)}
        self._flying = {}
        self._flying_segments = 0

    def hold(self, seq: int | None, now_ms: int, retry_after_ms: int) -> None:
        """The server asks for patience: with the batch that `seq` is in, or with all that flies."""
        for parcel in self._flying.values():
            if seq is None or parcel.batch.first_seq <= seq <= parcel.batch.last_seq:
                parcel.due_at = now_ms + resend_after_ms(self.trip, parcel.repeats, self._random, retry_after_ms)

    def hasten(self, ranges: Sequence[Range]) -> None:
        """The server says that it lacks these: what flies of them is overdue."""
        for parcel in self._flying.values():
            if any(first <= parcel.batch.last_seq and parcel.batch.first_seq <= last for first, last in ranges):
                parcel.due_at = 0

    def renumber(self, seq: int) -> list[Effect]:
        """Gives the batch of `seq` new numbers at the end: another recorder had used the old ones."""
        parcel = self._holding(seq)
        if parcel is None:
            return []
        self._forget(parcel)
        batch = Batch(self.next_seq, parcel.batch.utterances)
        self.next_seq = batch.last_seq + 1
        self._wait(batch)
        return [RenumberBatch(parcel.batch.first_seq, batch)]

    def move_behind(self, stored: Sequence[Range]) -> list[Effect]:
        """After a take-over: what `stored` does not cover whole is not stored at all, and gets the seqs behind it.

        Its old seqs may be another recorder's in part, or leave a gap that nobody can fill. Nothing of it can still
        arrive under them: what was sent in an older epoch is fenced. Called while nothing flies.
        """
        free = max((last for _, last in stored), default=0)
        free = max(free, self._acknowledged_until) + 1  # an ack may overtake the answer to the join
        moves: list[tuple[_Parcel, Batch]] = []
        for parcel in sorted(self._waiting.values(), key=lambda p: p.batch.first_seq):
            if covers(stored, parcel.batch.first_seq, parcel.batch.last_seq):
                continue
            moves.append((parcel, Batch(free, parcel.batch.utterances)))
            free += len(parcel.batch.utterances)
        moves = [(parcel, batch) for parcel, batch in moves if batch.first_seq != parcel.batch.first_seq]
        is_upwards = any(batch.first_seq > parcel.batch.first_seq for parcel, batch in moves)
        for parcel, _ in moves:
            self._forget(parcel)
        for _, batch in moves:
            self._wait(batch)
        self._waiting = {first_seq: self._waiting[first_seq] for first_seq in sorted(self._waiting)}
        self.next_seq = max(self.last_seq + 1, free)
        # The furthest first, so that none takes a number in the outbox that another one still has.
        ordered = reversed(moves) if is_upwards else moves
        return [RenumberBatch(parcel.batch.first_seq, batch) for parcel, batch in ordered]

    def refuse(self, seq: int) -> tuple[Batch | None, list[Effect]]:
        """Sets the batch of `seq` aside: it is kept and not sent again."""
        parcel = self._holding(seq)
        if parcel is None:
            return None, []
        self._forget(parcel)
        self.refused.append(parcel.batch)
        return parcel.batch, [RefuseBatch(parcel.batch.first_seq)]

    @property
    def only_flight(self) -> int | None:
        """The first seq of what flies, where it is a single batch: what an error without a seq must mean."""
        return next(iter(self._flying)) if len(self._flying) == 1 else None

    @property
    def is_empty(self) -> bool:
        """Nothing is left to form, send or acknowledge."""
        return not (self._pending or self._waiting or self._flying)

    @property
    def unacknowledged(self) -> int:
        """Segments that are spoken and not known to be stored, refused ones included."""
        return self.spoken - self.stored

    def deadline_ms(self, *, is_joined: bool) -> int | None:
        """When `form` or `take_due` has something to do again."""
        times = [said + self.limits.batch_ms for said, _ in self._pending[:1]]
        if is_joined:
            times += [parcel.due_at for parcel in self._flying.values()]
        return min(times, default=None)

    @property
    def last_seq(self) -> int:
        """The highest seq of a batch that is not acknowledged, 0 where there is none."""
        return max((parcel.batch.last_seq for parcel in self._parcels()), default=0)

    def _next_batch(self) -> Batch:
        utterances = [utterance for _, utterance in self._pending[: self.limits.batch_size]]
        return cut_batch(utterances, self.next_seq, self.limits.batch_size, self.limits.max_frame_bytes)

    def _add(self, utterance: Utterance, now_ms: int) -> None:
        self._pending.append((now_ms, utterance))
        self.spoken += 1

    def _wait(self, batch: Batch) -> None:
        parcel = _Parcel(batch, batch.size_bytes)
        self._waiting[batch.first_seq] = parcel
        self.unsent_bytes += parcel.size_bytes

    def _parcels(self) -> Iterable[_Parcel]:
        yield from self._flying.values()
        yield from self._waiting.values()

    def _holding(self, seq: int) -> _Parcel | None:
        return next((p for p in self._parcels() if p.batch.first_seq <= seq <= p.batch.last_seq), None)

    def _forget(self, parcel: _Parcel) -> None:
        first_seq = parcel.batch.first_seq
        if self._flying.pop(first_seq, None):
            self._flying_segments -= len(parcel.batch.utterances)
        self._waiting.pop(first_seq, None)
        self.unsent_bytes -= parcel.size_bytes
