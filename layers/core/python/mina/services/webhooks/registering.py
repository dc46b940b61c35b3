"""A workspace's webhooks."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.errors import Conflict, Invalid, NotFound
from mina.domain.webhook import Delivery, DeliveryState, HookEvent, Webhook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mina.ports.clock import Clock
    from mina.ports.stores import Stores
    from mina.ports.webhooks import Courier

MOST_WEBHOOKS = 10


def register(
    url: str, events: tuple[HookEvent, ...], workspace_id: str, stores: Stores, courier: Courier, clock: Clock
) -> Webhook:
    """Raises `Invalid` for an address that nothing may be sent to, and `Conflict` where there are ten already."""
    courier.check(url)
    if len(stores.webhooks.of_workspace(workspace_id)) >= MOST_WEBHOOKS:
        raise Conflict(f"A workspace has at most {MOST_WEBHOOKS} webhooks.")
    webhook = Webhook(
        id=secrets.token_hex(8),
        workspace_id=workspace_id,
        url=url,
        events=tuple(event for event in HookEvent if event in events),
        secret=f"whsec_{secrets.token_urlsafe(32)}",
        created_at=clock.now(),
    )
    stores.webhooks.save(webhook)
    return webhook


def change(
    webhook_id: str, workspace_id: str, fields: Mapping[str, object], stores: Stores, courier: Courier
) -> Webhook:
    """Set address, events or activity, as far as they are in `fields`."""
    webhook = own_webhook(webhook_id, workspace_id, stores)
    if "url" in fields:
        courier.check(str(fields["url"]))
    changed = replace(webhook, **dict(fields), version=webhook.version + 1)  # type: ignore[arg-type]  # body's types
    if not changed.events:
        raise Invalid("events", "has to name an event")
    if not stores.webhooks.save(changed):
        raise Conflict("The webhook has changed meanwhile; try again.")
    return changed


def own_webhook(webhook_id: str, workspace_id: str, stores: Stores) -> Webhook:
    webhook = stores.webhooks.get(workspace_id, webhook_id)
    if webhook is None:
        raise NotFound("There is no such webhook.")
    return webhook


def replay(webhook: Webhook, delivery_id: str, stores: Stores, now: datetime) -> Delivery:
    """Let it be sent again, within a minute, with the id that it had."""
    delivery = stores.deliveries.get(webhook.id, delivery_id)
    if delivery is None:
        raise NotFound("There is no such delivery.")
    again = replace(delivery, state=DeliveryState.PENDING, attempts=0, due_at=now)
    stores.deliveries.save(again)
    return again
