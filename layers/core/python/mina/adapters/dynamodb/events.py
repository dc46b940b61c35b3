"""What has been told, or is to be told, about a session."""

from __future__ import annotations

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import PutError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.domain.event import Event, EventKind


class EventItem(Item):
    event_id = NumberAttribute()
    kind = UnicodeAttribute()
    body = JSONAttribute()
    created_at = UTCDateTimeAttribute()


class DynamoEvents:
    def put(self, event: Event) -> bool:
        try:
            with store():
                event_item(event).save(EventItem.pk.does_not_exist())
        except PutError:
            return False
        return True

    def after(self, session_id: str, event_id: int) -> list[Event]:
        with store():
            items = EventItem.query(
                keys.session(session_id),
                EventItem.sk.between(keys.event(max(0, event_id) + 1), keys.event(9_999_999_999)),
                consistent_read=True,
            )
            return [
                Event(session_id, int(item.event_id), EventKind(item.kind), item.body, item.created_at)
                for item in items
            ]

    def last_id(self, session_id: str) -> int:
        with store():
            newest = EventItem.query(
                keys.session(session_id),
                EventItem.sk.startswith(keys.EVENT_PREFIX),
                consistent_read=True,
                scan_index_forward=False,
                attributes_to_get=["event_id"],
                limit=1,
            )
            return max((int(item.event_id) for item in newest), default=0)


def event_item(event: Event) -> EventItem:
    return EventItem(
        keys.session(event.session_id),
        keys.event(event.event_id),
        event_id=event.event_id,
        kind=event.kind.value,
        body=event.body,
        created_at=event.created_at,
    )
