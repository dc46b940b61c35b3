"""Webhooks, what they are owed, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mina.domain.webhook import Delivery, Webhook


class Webhooks(Protocol):
    def of_workspace(self, workspace_id: str) -> list[Webhook]: ...

    def get(self, workspace_id: str, webhook_id: str) -> Webhook | None: ...

    def save(self, webhook: Webhook) -> bool:
        """Store it, where it is new (`version` 1) or its version before is still there."""
        ...

    def remove(self, webhook: Webhook) -> None:
        """With everything that it is owed."""
        ...


class Deliveries(Protocol):
    def put(self, delivery: Delivery) -> bool:
        """False where this event is owed already."""
        ...

    def save(self, delivery: Delivery) -> None: ...

    def get(self, webhook_id: str, delivery_id: str) -> Delivery | None: ...

    def page(self, webhook_id: str, limit: int, after: str | None) -> tuple[list[Delivery], str | None]:
        """Newest first; `after` and the answer's second part are positions in that order."""
        ...

    def due(self, before: datetime, limit: int) -> list[Delivery]: ...


class Courier(Protocol):
    def check(self, url: str) -> None:
        """Raises `Invalid` where this is no address that anything may be sent to."""
        ...

    def post(self, url: str, headers: Mapping[str, str], body: str) -> int:
        """The status of the answer. Raises `CourierFailed`, whose text says why in a word."""
        ...


class CourierFailed(Exception):
    pass
