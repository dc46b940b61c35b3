"""Answers to requests that carry an idempotency key."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pynamodb.attributes import TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, assign, delete_of_meeting, store

if TYPE_CHECKING:
    from pynamodb.expressions.update import Action

    from mina.ports.once import Place

KEPT = timedelta(hours=24)
UNDER_WAY = timedelta(seconds=60)
"""A request that has not answered by then has died; the next one with its key does its work."""


class OnceItem(Item):
    """`meeting_id`: what the answer tells of, and goes with."""

    digest = UnicodeAttribute()
    meeting_id = UnicodeAttribute(null=True)
    answer = UnicodeAttribute()
    begun_at = UTCDateTimeAttribute()
    expires_at = TTLAttribute()


class DynamoOnce:
    def begin(self, place: Place, key: str, digest: str, now: datetime) -> tuple[str, str] | None:
        item = OnceItem(
            _partition(place), keys.once(key), digest=digest, answer="", begun_at=now, expires_at=now + KEPT
        )
        is_free = (
            OnceItem.pk.does_not_exist()
            | (OnceItem.begun_at < now - KEPT)
            | ((OnceItem.answer == "") & (OnceItem.begun_at < now - UNDER_WAY))
        )
        try:
            with store():
                item.save(is_free)
        except PutError:
            return self._answer(place, key)
        return None

    def finish(self, place: Place, key: str, answer: str, meeting_id: str | None) -> None:
        actions: list[Action] = [OnceItem.answer.set(answer), assign(OnceItem.meeting_id, meeting_id)]
        try:
            with store():
                OnceItem(_partition(place), keys.once(key)).update(actions, OnceItem.pk.exists())
        except UpdateError:
            return  # erased meanwhile, with what it belonged to

    def erase(self, workspace_id: str, meeting_id: str) -> int:
        return delete_of_meeting(OnceItem, keys.workspace(workspace_id), keys.ONCE_PREFIX, meeting_id)

    def forget(self, place: Place, key: str) -> None:
        with store():
            OnceItem(_partition(place), keys.once(key)).delete()

    def _answer(self, place: Place, key: str) -> tuple[str, str] | None:
        try:
            with store():
                item = OnceItem.get(_partition(place), keys.once(key), consistent_read=True)
        except DoesNotExist:
            return None
        return item.digest, item.answer


def _partition(place: Place) -> str:
    return keys.meeting(place.meeting_id) if place.meeting_id else keys.workspace(place.workspace_id)
