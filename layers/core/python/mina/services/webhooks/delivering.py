"""Events become deliveries, and deliveries are tried until they arrive."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain.session import SessionStatus
from mina.domain.webhook import BACKOFF, OCCASIONS, Delivery, DeliveryState, Webhook, delivery_id, signature
from mina.ports.webhooks import Courier, CourierFailed

if TYPE_CHECKING:
    from mina.domain.event import Event
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

LEASE = timedelta(seconds=60)
"""A delivery that is being tried is not due for so long: whoever tries it may die, and then it is due again."""
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Dispatcher:
    stores: Stores
    courier: Courier
    clock: Clock

    def take(self, session_id: str, event_id: int) -> int:
        """Owe a stored event to the webhooks that want it, and try each once. Answers how many are new."""
        found = [event for event in self.stores.events.after(session_id, event_id - 1) if event.event_id == event_id]
        new = 0
        for event in found:
            for webhook in self._wanting(event):
                delivery = self._delivery(event, webhook)
                if self.stores.deliveries.put(delivery):
                    new += 1
                    self.attempt(webhook, delivery)
        return new

    def run_due(self, stop_at: datetime) -> Counter[str]:
        """Try everything that is due, until `stop_at`; answers what became of it, counted."""
        done: Counter[str] = Counter()
        for delivery in self.stores.deliveries.due(self.clock.now(), AT_ONCE):
            if self.clock.now() >= stop_at:
                done["left"] += 1
                continue
            webhook = self.stores.webhooks.get(delivery.workspace_id, delivery.webhook_id)
            if webhook is None or not webhook.is_active:
                self.stores.deliveries.save(replace(delivery, state=DeliveryState.FAILED, due_at=None))
                done["dropped"] += 1
                continue
            done[self.attempt(webhook, delivery).state.value] += 1
        return done

    def attempt(self, webhook: Webhook, delivery: Delivery) -> Delivery:
        """Send it once. Any 2xx is an arrival; everything else is tried again later, less and less often."""
        now = self.clock.now()
        trying = replace(delivery, attempts=delivery.attempts + 1, due_at=now + LEASE)
        self.stores.deliveries.save(trying)
        headers = {
            "content-type": "application/json",
            "user-agent": "Mina-Webhooks/1",
            "mina-delivery": delivery.id,
            "mina-event": delivery.event.value,
            "mina-signature": signature(webhook.secret, now, delivery.payload),
        }
        status, error = None, None
        try:
            status = self.courier.post(webhook.url, headers, delivery.payload)
        except CourierFailed as failure:
            error = str(failure)
        tried = replace(trying, last_status=status, last_error=error)
        ended = _arrived(tried, now) if status is not None and 200 <= status < 300 else _failed(tried, now)
        self.stores.deliveries.save(ended)
        return ended

    def _wanting(self, event: Event) -> list[Webhook]:
        occasion = OCCASIONS.get(event.kind)
        session = self.stores.sessions.get(event.session_id) if occasion else None
        if session is None or session.workspace_id is None or session.status is SessionStatus.ERASED:
            return []
        hooks = self.stores.webhooks.of_workspace(session.workspace_id)
        return [hook for hook in hooks if hook.is_active and occasion in hook.events]

    def _delivery(self, event: Event, webhook: Webhook) -> Delivery:
        occasion = OCCASIONS[event.kind]
        unique = delivery_id(webhook.id, event.session_id, event.event_id)
        body = {
            "id": unique,
            "event": occasion.value,
            "created_at": event.created_at.isoformat().replace("+00:00", "Z"),
            "data": {
                "session_id": event.session_id,
                "meeting_id": self._meeting_id(event),
                "revision": event.body.get("revision"),
            },
        }
        payload = json.dumps(body, separators=(",", ":"))
        return Delivery(
            id=unique,
            webhook_id=webhook.id,
            workspace_id=webhook.workspace_id,
            event=occasion,
            payload=payload,
            created_at=event.created_at,
            due_at=self.clock.now() + LEASE,
        )

    def _meeting_id(self, event: Event) -> str | None:
        session = self.stores.sessions.get(event.session_id)
        return session.meeting_id if session else None


def _arrived(delivery: Delivery, now: datetime) -> Delivery:
    return replace(delivery, state=DeliveryState.DELIVERED, due_at=None, delivered_at=now)


def _failed(delivery: Delivery, now: datetime) -> Delivery:
    if delivery.attempts > len(BACKOFF):
        return replace(delivery, state=DeliveryState.FAILED, due_at=None)
    return replace(delivery, due_at=now + BACKOFF[delivery.attempts - 1])
