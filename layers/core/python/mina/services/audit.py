"""Writing the audit trail: the one function for all that it holds."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from mina.domain.audit import AuditAction, AuditEntry

if TYPE_CHECKING:
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores


def record(
    action: AuditAction,
    workspace_id: str,
    stores: Stores,
    clock: Clock,
    actor_id: str | None = None,
    subject_id: str | None = None,
    detail: str | None = None,
) -> None:
    """Raises `StoreUnavailable`: what cannot be written down is not answered either."""
    stores.audit.put(AuditEntry(secrets.token_hex(6), workspace_id, clock.now(), action, actor_id, subject_id, detail))


def record_once_an_hour(action: AuditAction, workspace_id: str, subject_id: str, stores: Stores, clock: Clock) -> None:
    """For what anybody may do as often as they like: one row an hour for each thing, at the hour's begin."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    stores.audit.put(AuditEntry(f"{action}-{subject_id}", workspace_id, hour, action, None, subject_id))
