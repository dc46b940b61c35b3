"""The index of terms: 256 buckets a workspace, in each one item a meeting, so that a word is found by one query.

A meeting's texts lie in its session's partition, 32 units an item. A manifest there knows what has been written, by
checksum, so that an edit rewrites the few items that it changes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec
from pynamodb.attributes import BinaryAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.domain.errors import StoreUnavailable
from mina.domain.postings import CHUNK, Postings, Unit
from mina.domain.terms import BUCKETS
from mina.ports.search_index import Block, Found, IndexedMeeting

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

TRIES = 4
_postings = msgspec.msgpack.Decoder(dict[str, list[int]])
_units = msgspec.msgpack.Decoder(list[Unit])


class BlockItem(Item):
    """One meeting's postings in one bucket of terms, packed."""

    body = BinaryAttribute(legacy_encoding=False, attr_name="b")


class ChunkItem(Item):
    """The texts of 32 units that search shows, packed."""

    body = BinaryAttribute(legacy_encoding=False, attr_name="b")
    meeting_id = UnicodeAttribute()
    title = UnicodeAttribute()


class ManifestItem(Item):
    """Checksums of what is indexed of a session, by bucket and by chunk."""

    blocks = JSONAttribute()
    chunks = JSONAttribute()
    version = NumberAttribute()


class DynamoSearchIndex:
    def replace(
        self, meeting: IndexedMeeting, buckets: Mapping[int, Postings], chunks: Mapping[int, Sequence[Unit]]
    ) -> int:
        for _ in range(TRIES):
            manifest = self._manifest(meeting.session_id)
            written = self._write(meeting, manifest, buckets, chunks)
            if written is not None:
                return written
        raise StoreUnavailable("The meeting keeps changing; try again.")

    def remove(self, workspace_id: str, session_id: str, started_at: datetime) -> int:
        manifest = self._manifest(session_id)
        place = keys.by_time(started_at, session_id)
        with store(), BlockItem.batch_write() as batch:
            for bucket in range(BUCKETS):
                batch.delete(BlockItem(keys.bucket(workspace_id, bucket), place))
        with store(), ChunkItem.batch_write() as batch:
            for number in manifest.chunks:
                batch.delete(ChunkItem(keys.session(session_id), keys.chunk(int(number))))
        with store():
            ManifestItem(keys.session(session_id), keys.MANIFEST).delete()
        return len(manifest.blocks) + len(manifest.chunks)

    def blocks(self, workspace_id: str, buckets: Collection[int], most_requests: int) -> dict[int, list[Block]]:
        found: dict[int, list[Block]] = {bucket: [] for bucket in buckets}
        left = most_requests
        rows = dict.fromkeys(sorted(buckets))
        positions: dict[int, dict[str, dict[str, str]] | None] = dict(rows)
        while positions and left > 0:
            for bucket, position in list(positions.items()):
                if left <= 0:
                    break
                left -= 1
                following = self._read(workspace_id, bucket, position, found[bucket])
                if following is None:
                    del positions[bucket]
                else:
                    positions[bucket] = following
        return found

    def units(self, wanted: Sequence[tuple[str, int]]) -> list[Found | None]:
        if not wanted:
            return []
        names = dict.fromkeys((keys.session(session), keys.chunk(unit // CHUNK)) for session, unit in wanted)
        with store():
            items = list(ChunkItem.batch_get(list(names)))
        found: dict[tuple[str, int], Found] = {}
        for item in items:
            session_id = keys.id_of(item.pk)
            for unit in _units.decode(zlib.decompress(item.body)):
                found[session_id, unit.number] = Found(item.meeting_id, item.title, session_id, unit)
        return [found.get(place) for place in wanted]

    def _read(
        self,
        workspace_id: str,
        bucket: int,
        position: dict[str, dict[str, str]] | None,
        found: list[Block],
    ) -> dict[str, dict[str, str]] | None:
        """One request: newest meetings first, up to 1 MB."""
        with store():
            page = Item._get_connection().query(
                keys.bucket(workspace_id, bucket), scan_index_forward=False, exclusive_start_key=position
            )
        for raw in page["Items"]:
            item = BlockItem.from_raw_data(raw)
            postings = _postings.decode(zlib.decompress(item.body))
            found.append(Block(item.sk, item.sk.split("#", 1)[1], postings))
        following: dict[str, dict[str, str]] | None = page.get("LastEvaluatedKey")
        return following

    def _manifest(self, session_id: str) -> ManifestItem:
        try:
            with store():
                return ManifestItem.get(keys.session(session_id), keys.MANIFEST, consistent_read=True)
        except ManifestItem.DoesNotExist:
            return ManifestItem(keys.session(session_id), keys.MANIFEST, blocks={}, chunks={}, version=0)

    def _write(
        self,
        meeting: IndexedMeeting,
        manifest: ManifestItem,
        buckets: Mapping[int, Postings],
        chunks: Mapping[int, Sequence[Unit]],
    ) -> int | None:
        """Write what differs from the manifest, then the manifest; None where somebody else wrote meanwhile."""
        blocks = {str(bucket): _packed(row) for bucket, row in buckets.items()}
        texts = {str(number): _packed(list(units)) for number, units in chunks.items()}
        head = f"{meeting.meeting_id} {meeting.title}".encode("utf-8", "replace")
        block_sums = {name: zlib.crc32(body) for name, body in blocks.items()}
        text_sums = {name: zlib.crc32(body, zlib.crc32(head)) for name, body in texts.items()}
        place = keys.by_time(meeting.started_at, meeting.session_id)
        old_blocks, old_texts = dict(manifest.blocks), dict(manifest.chunks)
        written = 0
        with store(), BlockItem.batch_write() as batch:
            for name in _changed(old_blocks, block_sums):
                item = BlockItem(keys.bucket(meeting.workspace_id, int(name)), place, body=blocks.get(name))
                (batch.save if name in blocks else batch.delete)(item)
                written += 1
        with store(), ChunkItem.batch_write() as batch:
            for name in _changed(old_texts, text_sums):
                pk, sk = keys.session(meeting.session_id), keys.chunk(int(name))
                text = ChunkItem(pk, sk, body=texts.get(name), meeting_id=meeting.meeting_id, title=meeting.title)
                (batch.save if name in texts else batch.delete)(text)
                written += 1
        if not written:
            return 0
        return written + 1 if self._save_manifest(manifest, block_sums, text_sums) else None

    def _save_manifest(self, manifest: ManifestItem, blocks: dict[str, int], chunks: dict[str, int]) -> bool:
        version = int(manifest.version)
        manifest.blocks, manifest.chunks, manifest.version = blocks, chunks, version + 1
        unchanged = ManifestItem.version == version if version else ManifestItem.pk.does_not_exist()
        try:
            with store():
                manifest.save(unchanged)
        except PutError:
            return False
        return True


def _packed(content: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(content), 6)


def _changed(old: Mapping[str, int], new: Mapping[str, int]) -> list[str]:
    return [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
