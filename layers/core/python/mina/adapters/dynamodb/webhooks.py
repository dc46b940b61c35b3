"""Webhooks under their workspace, deliveries under their webhook."""

from __future__ import annotations

from datetime import datetime, timedelta

from pynamodb.attributes import (
    BooleanAttribute,
    ListAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, assign, store
from mina.domain.webhook import Delivery, DeliveryState, HookEvent, Webhook

KEPT = timedelta(days=30)


class HookItem(Item):
    url = UnicodeAttribute()
    events: ListAttribute[str] = ListAttribute(default=list)
    secret = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    is_active = BooleanAttribute(default=True)
    version = NumberAttribute(default=1)


class DeliveryItem(Item):
    workspace_id = UnicodeAttribute()
    event = UnicodeAttribute()
    payload = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    state = UnicodeAttribute()
    attempts = NumberAttribute(default=0)
    last_status = NumberAttribute(null=True)
    last_error = UnicodeAttribute(null=True)
    delivered_at = UTCDateTimeAttribute(null=True)
    expires_at = TTLAttribute()


class DynamoWebhooks:
    def of_workspace(self, workspace_id: str) -> list[Webhook]:
        with store():
            items = HookItem.query(keys.workspace(workspace_id), HookItem.sk.startswith(keys.HOOK_PREFIX))
            return [to_webhook(item) for item in items]

    def get(self, workspace_id: str, webhook_id: str) -> Webhook | None:
        try:
            with store():
                item = HookItem.get(keys.workspace(workspace_id), keys.hook(webhook_id), consistent_read=True)
        except DoesNotExist:
            return None
        return to_webhook(item)

    def save(self, webhook: Webhook) -> bool:
        is_new = webhook.version == 1
        unchanged = HookItem.pk.does_not_exist() if is_new else HookItem.version == webhook.version - 1
        item = HookItem(
            keys.workspace(webhook.workspace_id),
            keys.hook(webhook.id),
            url=webhook.url,
            events=[event.value for event in webhook.events],
            secret=webhook.secret,
            created_at=webhook.created_at,
            is_active=webhook.is_active,
            version=webhook.version,
        )
        try:
            with store():
                item.save(unchanged)
        except PutError:
            return False
        return True

    def remove(self, webhook: Webhook) -> None:
        with store():
            HookItem(keys.workspace(webhook.workspace_id), keys.hook(webhook.id)).delete()
            owed = [item.sk for item in Item.query(keys.hook(webhook.id), attributes_to_get=["pk", "sk"])]
        with store(), Item.batch_write() as batch:
            for sk in owed:
                batch.delete(Item(keys.hook(webhook.id), sk))


class DynamoDeliveries:
    def put(self, delivery: Delivery) -> bool:
        item = DeliveryItem(
            keys.hook(delivery.webhook_id),
            keys.delivery(delivery.id),
            due_shard=keys.delivery_shard(delivery.webhook_id),
            due_at=keys.stamp(delivery.due_at) if delivery.due_at else None,
            status_key=keys.hook(delivery.webhook_id),
            created_key=keys.by_time(delivery.created_at, delivery.id),
            workspace_id=delivery.workspace_id,
            event=delivery.event.value,
            payload=delivery.payload,
            created_at=delivery.created_at,
            state=delivery.state.value,
            attempts=delivery.attempts,
            expires_at=delivery.created_at + KEPT,
        )
        try:
            with store():
                item.save(DeliveryItem.pk.does_not_exist())
        except PutError:
            return False
        return True

    def save(self, delivery: Delivery) -> None:
        actions = [
            DeliveryItem.state.set(delivery.state.value),
            DeliveryItem.attempts.set(delivery.attempts),
            assign(DeliveryItem.due_at, keys.stamp(delivery.due_at) if delivery.due_at else None),
            assign(DeliveryItem.last_status, delivery.last_status),
            assign(DeliveryItem.last_error, delivery.last_error),
            assign(DeliveryItem.delivered_at, delivery.delivered_at),
        ]
        item = DeliveryItem(keys.hook(delivery.webhook_id), keys.delivery(delivery.id))
        try:
            with store():
                item.update(actions, DeliveryItem.pk.exists())
        except UpdateError:
            return  # its webhook was removed meanwhile

    def get(self, webhook_id: str, delivery_id: str) -> Delivery | None:
        try:
            with store():
                item = DeliveryItem.get(keys.hook(webhook_id), keys.delivery(delivery_id), consistent_read=True)
        except DoesNotExist:
            return None
        return to_delivery(item)

    def page(self, webhook_id: str, limit: int, after: str | None) -> tuple[list[Delivery], str | None]:
        window = DeliveryItem.created_key.between("0", after or keys.AFTER_ALL_TIMES)
        with store():
            items = list(
                DeliveryItem.workspace_status.query(
                    keys.hook(webhook_id), window, scan_index_forward=False, limit=limit + 2, page_size=limit + 2
                )
            )
        rows = [item for item in items if item.created_key != after]
        return [to_delivery(item) for item in rows[:limit]], rows[limit - 1].created_key if len(rows) > limit else None

    def due(self, before: datetime, limit: int) -> list[Delivery]:
        found: list[Delivery] = []
        for shard in keys.delivery_shards():
            with store():
                names = [
                    (item.pk, item.sk) for item in Item.due.query(shard, Item.due_at <= keys.stamp(before), limit=limit)
                ]
            with store():
                found += [to_delivery(item) for item in DeliveryItem.batch_get(names)]
        return sorted(found, key=lambda delivery: delivery.due_at or delivery.created_at)[:limit]


def to_webhook(item: HookItem) -> Webhook:
    return Webhook(
        id=keys.id_of(item.sk),
        workspace_id=keys.id_of(item.pk),
        url=item.url,
        events=tuple(HookEvent(event) for event in item.events),
        secret=item.secret,
        created_at=item.created_at,
        is_active=item.is_active,
        version=int(item.version),
    )


def to_delivery(item: DeliveryItem) -> Delivery:
    return Delivery(
        id=keys.id_of(item.sk),
        webhook_id=keys.id_of(item.pk),
        workspace_id=item.workspace_id,
        event=HookEvent(item.event),
        payload=item.payload,
        created_at=item.created_at,
        state=DeliveryState(item.state),
        attempts=int(item.attempts),
        due_at=datetime.fromisoformat(item.due_at.replace("Z", "+00:00")) if item.due_at else None,
        last_status=int(item.last_status) if item.last_status is not None else None,
        last_error=item.last_error,
        delivered_at=item.delivered_at,
    )
