"""Erasing a meeting, and what is kept of it: that it was erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from mina.domain.audit import AuditEntry
    from mina.domain.meeting import Meeting
    from mina.domain.session import Session
    from mina.ports.days import DayDelta


@dataclass(frozen=True, slots=True)
class Swept:
    """How many items went, and how many of them were derived: insights, tasks, statistics."""

    items: int = 0
    derived: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased, in numbers. `erased_by` is a user's id, or `retention`."""

    id: str
    meeting_id: str
    erased_at: datetime
    erased_by: str
    items: int
    objects: int
    index_entries: int
    derived: int


class Erasure(Protocol):
    def begin(
        self, meeting: Meeting, session: Session | None, day: DayDelta | None, now: datetime, by: str | None
    ) -> bool:
        """One transaction: the session becomes a tombstone that refuses late writes, the meeting leaves all lists and
        sums, and is due to be finished if whoever began it dies. False where one of the two is not as given any more.
        """
        ...

    def sweep(self, meeting_id: str, session_id: str | None) -> Swept:
        """Delete everything but the session's tombstone and the meeting's own item, until nothing is left."""
        ...

    def finish(self, workspace_id: str, receipt: Receipt, entry: AuditEntry) -> None:
        """The meeting's own item goes, and the receipt and a row of the audit trail are kept, in one transaction."""
        ...
