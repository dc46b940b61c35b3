"""Batches and interims."""

from __future__ import annotations

import json
import zlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pynamodb.exceptions import DeleteError, PutError, UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import store
from mina.adapters.dynamodb.live_items import BatchItem, InterimItem
from mina.domain import seqs
from mina.domain.segment import Batch, Interim, Segment, canonical
from mina.ports.stored import PutOutcome, StoredBatch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INTERIM_LIFE = timedelta(days=7)


class DynamoSegments:
    def put(self, session_id: str, batch: Batch, epoch: int, now: datetime) -> PutOutcome:
        item = BatchItem(
            keys.session(session_id),
            keys.batch(batch.first_seq),
            body=zlib.compress(canonical(batch.segments), 6),
            size=len(batch.segments),
            digest=batch.digest,
            epoch=epoch,
            stored_at=keys.stamp(now),
        )
        try:
            with store():
                item.save(BatchItem.pk.does_not_exist())
        except PutError:
            return self._compare(item)
        return PutOutcome.STORED

    def _compare(self, item: BatchItem) -> PutOutcome:
        with store():
            stored = BatchItem.get(item.pk, item.sk, consistent_read=True)
        return PutOutcome.REPEATED if stored.digest == item.digest else PutOutcome.CONFLICT

    def batches(self, session_id: str) -> list[StoredBatch]:
        with store():
            items = BatchItem.query(
                keys.session(session_id), BatchItem.sk.startswith(keys.BATCH_PREFIX), consistent_read=True
            )
            return [StoredBatch(to_batch(item), parse_stamp(item.stored_at), size_of(item)) for item in items]

    def page(self, session_id: str, after_seq: int, limit: int) -> list[Batch]:
        start = keys.batch(max(1, after_seq + 1 - MAX_BATCH))
        found: list[Batch] = []
        left = limit
        with store():
            items = BatchItem.query(
                keys.session(session_id),
                BatchItem.sk.between(start, keys.batch(9_999_999_999)),
                consistent_read=True,
                page_size=min(limit, 200) // USUAL_BATCH + MAX_BATCH,
            )
            for item in items:
                batch = to_batch(item)
                if batch.last_seq <= after_seq:
                    continue
                found.append(batch)
                left -= sum(1 for segment in batch.segments if segment.seq > after_seq)
                if left <= 0:
                    break
        return found

    def last_seq(self, session_id: str) -> int:
        with store():
            newest = BatchItem.query(
                keys.session(session_id),
                BatchItem.sk.startswith(keys.BATCH_PREFIX),
                consistent_read=True,
                scan_index_forward=False,
                attributes_to_get=["sk", "n"],
                limit=1,
            )
            return max((int(keys.id_of(item.sk)) + int(item.size) - 1 for item in newest), default=0)

    def ranges(self, session_id: str) -> seqs.Ranges:
        with store():
            items = BatchItem.query(
                keys.session(session_id),
                BatchItem.sk.startswith(keys.BATCH_PREFIX),
                consistent_read=True,
                attributes_to_get=["sk", "n"],
            )
            firsts = [(int(keys.id_of(item.sk)), int(item.size)) for item in items]
        return seqs.merge((first, first + size - 1) for first, size in firsts)

    def withdraw(self, session_id: str, batch: Batch, epoch: int) -> None:
        item = BatchItem(keys.session(session_id), keys.batch(batch.first_seq))
        try:
            with store():
                item.delete(
                    (BatchItem.digest == batch.digest) & (BatchItem.epoch == epoch) & BatchItem.is_held.does_not_exist()
                )
        except DeleteError:
            return  # not the one that was put, or one that has been acknowledged

    def intrudes(self, session_id: str, batch: Batch) -> bool:
        window = BatchItem.sk.between(keys.batch(max(1, batch.first_seq - MAX_BATCH + 1)), keys.batch(batch.last_seq))
        with store():
            found = list(BatchItem.query(keys.session(session_id), window, consistent_read=True))
        epochs = {int(keys.id_of(item.sk)): int(item.epoch) for item in found}
        lasts = {int(keys.id_of(item.sk)): int(keys.id_of(item.sk)) + int(item.size) - 1 for item in found}
        own = epochs.get(batch.first_seq, 0)
        return any(last >= batch.first_seq and epochs[first] < own for first, last in lasts.items())

    def hold(self, session_id: str, batch: Batch) -> bool:
        item = BatchItem(keys.session(session_id), keys.batch(batch.first_seq))
        try:
            with store():
                item.update([BatchItem.is_held.set(True)], BatchItem.digest == batch.digest)
        except UpdateError:
            return False
        return True

    def put_interim(self, session_id: str, interim: Interim, now: datetime) -> bool:
        item = InterimItem(
            keys.session(session_id),
            keys.interim(interim.utterance_id),
            rev=interim.rev,
            text=interim.text,
            start_ms=interim.start_ms,
            end_ms=interim.end_ms,
            speaker=interim.speaker,
            stored_at=keys.stamp(now),
            expires_at=now + INTERIM_LIFE,
        )
        try:
            with store():
                item.save(InterimItem.pk.does_not_exist() | (InterimItem.rev < interim.rev))
        except PutError:
            return False
        return True

    def withdraw_interim(self, session_id: str, interim: Interim) -> None:
        item = InterimItem(keys.session(session_id), keys.interim(interim.utterance_id))
        try:
            with store():
                item.delete(InterimItem.rev == interim.rev)
        except DeleteError:
            return  # a later one is there

    def interims(self, session_id: str) -> list[Interim]:
        return [to_interim(item) for item in self._interim_items(session_id)]

    def kept_interims(self, session_id: str) -> list[Interim]:
        with store():
            items = InterimItem.query(
                keys.session(session_id),
                InterimItem.sk.startswith(keys.INTERIM_PREFIX),
                filter_condition=InterimItem.expires_at.does_not_exist(),
                consistent_read=True,
            )
            return [to_interim(item) for item in items]

    def keep_interims(self, session_id: str, utterance_ids: Sequence[str]) -> None:
        for utterance_id in utterance_ids:
            item = InterimItem(keys.session(session_id), keys.interim(utterance_id))
            try:
                with store():
                    item.update([InterimItem.expires_at.remove()], InterimItem.pk.exists())
            except UpdateError:
                continue  # it expired a moment ago; the transcript was read before that

    def last_sign_of_life(self, session_id: str) -> datetime | None:
        stamps = [item.stored_at for item in self._interim_items(session_id)]
        with store():
            newest = BatchItem.query(
                keys.session(session_id),
                BatchItem.sk.startswith(keys.BATCH_PREFIX),
                consistent_read=True,
                scan_index_forward=False,
                limit=1,
            )
            stamps += [item.stored_at for item in newest]
        return parse_stamp(max(stamps)) if stamps else None

    def _interim_items(self, session_id: str) -> Iterable[InterimItem]:
        with store():
            return list(
                InterimItem.query(
                    keys.session(session_id), InterimItem.sk.startswith(keys.INTERIM_PREFIX), consistent_read=True
                )
            )


MAX_BATCH, USUAL_BATCH = 25, 5


_KEYS_AND_NAMES = 80
"""Bytes of a batch's item besides its keys' values and its body: names, digest, time, numbers."""


def size_of(item: BatchItem) -> int:
    return len(item.body) + len(item.pk) + len(item.sk) + _KEYS_AND_NAMES


def to_batch(item: BatchItem) -> Batch:
    first_seq = int(item.sk.removeprefix(keys.BATCH_PREFIX))
    rows = json.loads(zlib.decompress(item.body))
    segments = tuple(
        Segment(first_seq + i, utterance_id, text, start_ms, end_ms, speaker, confidence, language)
        for i, (utterance_id, text, start_ms, end_ms, speaker, confidence, language) in enumerate(rows)
    )
    return Batch(first_seq, segments)


def to_interim(item: InterimItem) -> Interim:
    return Interim(
        utterance_id=item.sk.removeprefix(keys.INTERIM_PREFIX),
        rev=int(item.rev),
        text=item.text,
        start_ms=int(item.start_ms),
        end_ms=int(item.end_ms),
        speaker=item.speaker,
    )


def parse_stamp(value: str) -> datetime:
    return datetime.fromisoformat(value.replace("Z", "+00:00"))
