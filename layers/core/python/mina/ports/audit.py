"""The audit trail of a workspace: rows are added, never changed, never taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mina.domain.audit import AuditEntry


class Audit(Protocol):
    def put(self, entry: AuditEntry) -> None:
        """An entry with the same time and id stays as it is."""
        ...

    def page(self, workspace_id: str, limit: int, after: str | None) -> tuple[list[AuditEntry], str | None]:
        """Newest first. `after` and the answer's second part are positions in that order."""
        ...
