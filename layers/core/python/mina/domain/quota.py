"""How much a workspace may use in a day (UTC), and what it has used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

ANONYMOUS_ACCOUNT = "anonymous"
"""Callers without a workspace share one account: who has no name cannot be counted one by one."""


class Use(StrEnum):
    """What is counted one by one, and refused where the day's share is used up."""

    MEETINGS = "meetings"
    UPLOADS = "uploads"
    EXPORTS = "exports"


@dataclass(frozen=True, slots=True)
class Quota:
    """A day's share. Speech counts when a meeting is sealed, so a meeting under way always runs to its end."""

    meetings: int
    uploads: int
    exports: int
    speech_minutes: int
    model_tokens: int

    def bounds_of(self, use: Use) -> Mapping[str, int]:
        """The fields of a `DayUse` that have to be below these before one more of `use` is begun."""
        bounds = {use.value: int(getattr(self, use.value))}
        return bounds if use is Use.EXPORTS else {**bounds, "speech_ms": self.speech_minutes * 60_000}


@dataclass(frozen=True, slots=True)
class Limits:
    """`anonymous` is the share of all anonymous callers together; one of their sessions gets `session_tokens` in all.

    `budget_dollars` is what a workspace's meetings may cost in a month where its owner has set nothing; 0: no bound.
    """

    workspace: Quota = Quota(meetings=1_000, uploads=200, exports=1_000, speech_minutes=12_000, model_tokens=5_000_000)
    anonymous: Quota = Quota(meetings=1_000, uploads=0, exports=0, speech_minutes=6_000, model_tokens=500_000)
    session_tokens: int = 100_000
    budget_dollars: float = 0.0

    def of(self, account: str) -> Quota:
        return self.anonymous if account == ANONYMOUS_ACCOUNT else self.workspace


@dataclass(frozen=True, slots=True)
class DayUse:
    """What an account used in a day, or in several together. `microdollars` are the estimates of its meetings' cost."""

    meetings: int = 0
    uploads: int = 0
    exports: int = 0
    speech_ms: int = 0
    model_tokens: int = 0
    microdollars: int = 0

    def plus(self, other: DayUse) -> DayUse:
        return DayUse(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(DayUse)))


DEFAULT_LIMITS = Limits()


def limits_from(given: Mapping[str, object]) -> Limits:
    """The limits, with what a deployment says otherwise: `{"workspace": {"meetings": 50}, "budget_dollars": 20}`.

    Raises ValueError for a name that is not one of theirs, or a number below 0.
    """
    limits = DEFAULT_LIMITS
    for name, value in given.items():
        if isinstance(value, Mapping):
            share = getattr(limits, name, None)
            if not isinstance(share, Quota):
                raise ValueError(f"LIMITS: `{name}` has no shares.")
            _check(Quota, value)
            limits = replace(limits, **{name: replace(share, **value)})  # type: ignore[arg-type]  # just checked
        else:
            _check(Limits, {name: value})
            limits = replace(limits, **{name: value})  # type: ignore[arg-type]  # just checked
    return limits


def _check(kind: type[Quota] | type[Limits], given: Mapping[str, object]) -> None:
    known = {f.name for f in fields(kind)} - {"workspace", "anonymous"}
    for name, value in given.items():
        if name not in known or isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise ValueError(f"LIMITS: `{name}` is not a limit, or is not a number from 0 on.")


def day_of(moment: datetime) -> date:
    """The day that a moment counts in: UTC, whoever calls."""
    return moment.astimezone(UTC).date()


def ms_until_tomorrow(moment: datetime) -> int:
    """When a day's share is whole again, in milliseconds, at least one."""
    midnight = datetime.combine(day_of(moment) + timedelta(days=1), datetime.min.time(), UTC)
    return max(1, round((midnight - moment).total_seconds() * 1000))
