"""A workspace tells other programs what happened: signed, at least once, with ids that repeat."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mina.domain.event import EventKind

BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1_440))
"""The pauses after the first, second … attempt that failed; after the last of them it is given up."""


class HookEvent(StrEnum):
    MEETING_COMPLETED = "meeting.completed"
    INSIGHTS_READY = "insights.ready"


OCCASIONS = {
    EventKind.SESSION_FINALIZED: HookEvent.MEETING_COMPLETED,
    EventKind.POST_TRANSCRIPTION_REVEAL: HookEvent.INSIGHTS_READY,
}


class DeliveryState(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Webhook:
    """`secret` signs what is sent; it is told once and kept, because each signature needs it."""

    id: str
    workspace_id: str
    url: str
    events: tuple[HookEvent, ...]
    secret: str
    created_at: datetime
    is_active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one webhook. `due_at` is when it is tried next, None where it is over."""

    id: str
    webhook_id: str
    workspace_id: str
    event: HookEvent
    payload: str
    created_at: datetime
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    due_at: datetime | None = None
    last_status: int | None = None
    last_error: str | None = None
    delivered_at: datetime | None = None


def delivery_id(webhook_id: str, session_id: str, event_id: int) -> str:
    """The same for the same event, however often it is met."""
    return hashlib.sha256(f"{webhook_id}|{session_id}|{event_id}".encode()).hexdigest()[:24]


def signature(secret: str, moment: datetime, body: str) -> str:
    """`t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`: a receiver refuses an old `t`, and so a replay."""
    stamp = int(moment.timestamp())
    digest = hmac.new(secret.encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"
