"""All stores in DynamoDB, of which a function loads those that it uses: their items are half of its start."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mina.ports.stores import Stores as AllStores
else:
    AllStores = object  # what all stores promise is for checkers, and takes as long to load as four of them

_KINDS = {
    "sessions": ("sessions", "DynamoSessions"),
    "segments": ("segments", "DynamoSegments"),
    "meetings": ("meetings", "DynamoMeetings"),
    "workspaces": ("meetings", "DynamoWorkspaces"),
    "members": ("members", "DynamoMembers"),
    "invitations": ("invitations", "DynamoInvitations"),
    "events": ("events", "DynamoEvents"),
    "insights": ("insights", "DynamoInsights"),
    "runs": ("runs", "DynamoRuns"),
    "connections": ("connections", "DynamoConnections"),
    "tickets": ("connections", "DynamoTickets"),
    "boards": ("boards", "DynamoBoards"),
    "days": ("days", "DynamoDays"),
    "tasks": ("tasks", "DynamoTasks"),
    "corrections": ("corrections", "DynamoCorrections"),
    "comments": ("corrections", "DynamoComments"),
    "voices": ("corrections", "DynamoVoices"),
    "search": ("search", "DynamoSearchIndex"),
    "shares": ("shares", "DynamoShares"),
    "erasure": ("erasure", "DynamoErasure"),
    "once": ("once", "DynamoOnce"),
    "webhooks": ("webhooks", "DynamoWebhooks"),
    "deliveries": ("webhooks", "DynamoDeliveries"),
    "ledger": ("ledger", "DynamoLedger"),
    "audit": ("audit", "DynamoAudit"),
    "retention": ("retention", "DynamoRetention"),
    "archives": ("archives", "DynamoArchives"),
}


class DynamoStores(AllStores):
    """As `Stores`; each is imported and made when it is first asked for, unless it is given."""

    def __init__(self, **given: Any) -> None:
        for name, store in given.items():
            setattr(self, name, store)

    def __getattr__(self, name: str) -> Any:
        """Only called for what is not there yet."""
        if name not in _KINDS:
            raise AttributeError(name)
        module, kind = _KINDS[name]
        store = getattr(import_module(f"mina.adapters.dynamodb.{module}"), kind)()
        setattr(self, name, store)
        return store
