"""What is to go: workspaces that keep meetings for a while only, and erasures that stopped half-way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An erasure that was begun by `by` (None: by retention) and has not ended."""

    meeting_id: str
    workspace_id: str
    by: str | None


class Retention(Protocol):
    def due_workspaces(self, before: datetime) -> list[str]:
        """Whose meetings want looking at; what has been due for longest comes first."""
        ...

    def postpone(self, workspace_id: str, due_at: datetime) -> None:
        """Look at the workspace later, if it still keeps meetings for a while only."""
        ...

    def unfinished(self, before: datetime) -> list[Unfinished]:
        """Erasures that were begun some time before."""
        ...
