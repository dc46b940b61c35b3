"""Parts of an utterance's sound, until its words are stored."""

from __future__ import annotations

from datetime import datetime, timedelta

from pynamodb.attributes import BinaryAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.adapters.dynamodb.segments import parse_stamp
from mina.domain.sound import DueSound, SoundPart

SOUND_LIFE = timedelta(days=7)


class SoundPartItem(Item):
    part = NumberAttribute()
    parts = NumberAttribute()
    media_type = UnicodeAttribute()
    data = BinaryAttribute(legacy_encoding=False)
    start_ms = NumberAttribute()
    end_ms = NumberAttribute()
    speaker = UnicodeAttribute(null=True)
    stored_at = UnicodeAttribute()
    claimed_until = UnicodeAttribute(null=True)
    expires_at = TTLAttribute(null=True)


class DynamoSounds:
    """The first part carries the claim and the due date of the whole."""

    def put(self, session_id: str, part: SoundPart, now: datetime, due_at: datetime) -> None:
        is_first = part.part == 1
        item = SoundPartItem(
            keys.session(session_id),
            keys.sound_part(part.seq, part.part),
            due_shard=keys.upload_shard() if is_first else None,
            due_at=keys.stamp(due_at) if is_first else None,
            part=part.part,
            parts=part.parts,
            media_type=part.media_type,
            data=part.data,
            start_ms=part.start_ms,
            end_ms=part.end_ms,
            speaker=part.speaker,
            stored_at=keys.stamp(now),
            expires_at=now + SOUND_LIFE,
        )
        try:
            with store():
                item.save(SoundPartItem.pk.does_not_exist())
        except PutError:
            return  # it is there

    def parts(self, session_id: str, seq: int) -> list[SoundPart]:
        with store():
            items = SoundPartItem.query(
                keys.session(session_id), SoundPartItem.sk.startswith(keys.sound_parts(seq)), consistent_read=True
            )
            return [_to_part(item, seq) for item in items]

    def claim(self, session_id: str, seq: int, now: datetime, until: datetime) -> bool:
        item = SoundPartItem(keys.session(session_id), keys.sound_part(seq, 1))
        free = SoundPartItem.claimed_until.does_not_exist() | (SoundPartItem.claimed_until < keys.stamp(now))
        try:
            with store():
                item.update([SoundPartItem.claimed_until.set(keys.stamp(until))], SoundPartItem.pk.exists() & free)
        except UpdateError:
            return False
        return True

    def release(self, session_id: str, seq: int) -> None:
        item = SoundPartItem(keys.session(session_id), keys.sound_part(seq, 1))
        try:
            with store():
                item.update([SoundPartItem.claimed_until.remove()], SoundPartItem.pk.exists())
        except UpdateError:
            return  # dropped meanwhile

    def drop(self, session_id: str, seq: int) -> None:
        for part in reversed(self.parts(session_id, seq)):
            with store():
                SoundPartItem(keys.session(session_id), keys.sound_part(seq, part.part)).delete()

    def due(self, before: datetime) -> list[DueSound]:
        with store():
            items = Item.due.query(keys.upload_shard(), Item.due_at <= keys.stamp(before))
            return [
                DueSound(keys.id_of(item.pk), int(item.sk.split("#")[1]), parse_stamp(item.due_at or ""))
                for item in items
                if item.sk.startswith(keys.SOUND_PREFIX)
            ]


def _to_part(item: SoundPartItem, seq: int) -> SoundPart:
    return SoundPart(
        seq,
        int(item.part),
        int(item.parts),
        item.media_type,
        bytes(item.data),
        int(item.start_ms),
        int(item.end_ms),
        item.speaker,
    )
