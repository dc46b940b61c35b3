"""What is counted: an account's days, a meeting's cost; and the meter that counts while something is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mina.domain.quota import DayUse, Use

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from datetime import date

    from mina.domain.cost import MeetingCost
    from mina.ports.stored import Seal


@dataclass(frozen=True, slots=True)
class MonthUse:
    """`budget_dollars` is what the workspace's owner has set, None where nobody has."""

    today: DayUse
    month: DayUse
    budget_dollars: float | None


class Ledger(Protocol):
    """An account is a workspace's id, or `ANONYMOUS_ACCOUNT`."""

    def take(self, account: str, day: date, use: Use, bounds: Mapping[str, int]) -> bool:
        """Count one more `use`, unless a field of that day has come to its bound: then False, and nothing counts."""
        ...

    def add(self, account: str, day: date, used: DayUse) -> None: ...

    def use_of(self, account: str, day: date) -> MonthUse:
        """That day, and all days of its month up to the last one counted."""
        ...

    def set_budget(self, account: str, dollars: float | None) -> None: ...

    def add_cost(self, session_id: str, cost: MeetingCost) -> None:
        """Add to what has been done with the meeting since it was recorded."""
        ...

    def put_recording_cost(self, session_id: str, cost: MeetingCost) -> None:
        """As a seal does."""
        ...

    def cost_of(self, session_id: str) -> MeetingCost:
        """The recording as of its newest seal, and all that was added."""
        ...


def use_of_seal(seal: Seal) -> DayUse:
    """What a seal adds to its workspace's day: the speech that is new, and at the first one what recording cost."""
    speech_ms = seal.day.duration_ms if seal.day else 0
    return DayUse(speech_ms=speech_ms, microdollars=seal.cost.microdollars if seal.session.revision == 1 else 0)


@dataclass(slots=True)
class Reading:
    """What a meter has counted so far."""

    write_units: int = 0
    read_units: int = 0


class Meter(Protocol):
    def measuring(self) -> AbstractContextManager[Reading]:
        """Counts what this thread of work asks of the database while it is open."""
        ...
