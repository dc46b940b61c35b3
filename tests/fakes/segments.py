"""Batches and interims in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tests.fakes.memory import BatchRow, InterimRow, Memory

from mina.domain import seqs
from mina.domain.segment import Batch, Interim
from mina.ports.stored import PutOutcome, StoredBatch


class FakeSegments:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def put(self, session_id: str, batch: Batch, epoch: int, now: datetime) -> PutOutcome:
        stored = self._memory.batches.get((session_id, batch.first_seq))
        if stored:
            is_same = stored.batch.digest == batch.digest
            return PutOutcome.REPEATED if is_same else PutOutcome.CONFLICT
        self._memory.batches[session_id, batch.first_seq] = BatchRow(batch, epoch, _whole_ms(now))
        return PutOutcome.STORED

    def batches(self, session_id: str) -> list[StoredBatch]:
        return [StoredBatch(row.batch, row.stored_at) for row in self._rows(session_id)]

    def page(self, session_id: str, after_seq: int, limit: int) -> list[Batch]:
        found: list[Batch] = []
        for row in self._rows(session_id):
            if row.batch.last_seq > after_seq and limit > 0:
                found.append(row.batch)
                limit -= sum(1 for segment in row.batch.segments if segment.seq > after_seq)
        return found

    def last_seq(self, session_id: str) -> int:
        rows = self._rows(session_id)
        return rows[-1].batch.last_seq if rows else 0

    def ranges(self, session_id: str) -> seqs.Ranges:
        return seqs.merge((row.batch.first_seq, row.batch.last_seq) for row in self._rows(session_id))

    def withdraw(self, session_id: str, batch: Batch, epoch: int) -> None:
        stored = self._memory.batches.get((session_id, batch.first_seq))
        if stored and not stored.is_held and (stored.batch.digest, stored.epoch) == (batch.digest, epoch):
            del self._memory.batches[session_id, batch.first_seq]

    def intrudes(self, session_id: str, batch: Batch) -> bool:
        rows = self._rows(session_id)
        own = next((row.epoch for row in rows if row.batch.first_seq == batch.first_seq), 0)
        near = [row for row in rows if row.batch.first_seq <= batch.last_seq and row.batch.last_seq >= batch.first_seq]
        return any(row.epoch < own for row in near)

    def hold(self, session_id: str, batch: Batch) -> bool:
        stored = self._memory.batches.get((session_id, batch.first_seq))
        if stored is None or stored.batch.digest != batch.digest:
            return False
        stored.is_held = True
        return True

    def put_interim(self, session_id: str, interim: Interim, now: datetime) -> bool:
        key = (session_id, interim.utterance_id)
        stored = self._memory.interims.get(key)
        if stored and stored.interim.rev >= interim.rev:
            return False
        self._memory.interims[key] = InterimRow(interim, _whole_ms(now))
        return True

    def withdraw_interim(self, session_id: str, interim: Interim) -> None:
        stored = self._memory.interims.get((session_id, interim.utterance_id))
        if stored and stored.interim.rev == interim.rev:
            del self._memory.interims[session_id, interim.utterance_id]

    def interims(self, session_id: str) -> list[Interim]:
        return [row.interim for row in self._memory.of_session(self._memory.interims, session_id)]

    def keep_interims(self, session_id: str, utterance_ids: Sequence[str]) -> None:
        for utterance_id in utterance_ids:
            if row := self._memory.interims.get((session_id, utterance_id)):
                row.is_kept = True

    def kept_interims(self, session_id: str) -> list[Interim]:
        rows = self._memory.of_session(self._memory.interims, session_id)
        return [row.interim for row in rows if row.is_kept]

    def last_sign_of_life(self, session_id: str) -> datetime | None:
        stamps = [row.stored_at for row in self._memory.of_session(self._memory.interims, session_id)]
        stamps += [row.stored_at for row in self._rows(session_id)[-1:]]
        return max(stamps, default=None)

    def _rows(self, session_id: str) -> list[BatchRow]:
        return self._memory.of_session(self._memory.batches, session_id)


def _whole_ms(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
