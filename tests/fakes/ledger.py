"""The ledger in memory, and a meter that has counted what it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from tests.fakes.memory import Memory

from mina.domain.cost import MeetingCost
from mina.domain.quota import DayUse, Use
from mina.ports.ledger import MonthUse, Reading


class FakeLedger:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def take(self, account: str, day: date, use: Use, bounds: Mapping[str, int]) -> bool:
        used = self._memory.use.get((account, day), DayUse())
        if any(getattr(used, name) >= bound for name, bound in bounds.items()):
            return False
        self._memory.use[account, day] = replace(used, **{use.value: getattr(used, use.value) + 1})
        return True

    def add(self, account: str, day: date, used: DayUse) -> None:
        self._memory.use[account, day] = self._memory.use.get((account, day), DayUse()).plus(used)

    def use_of(self, account: str, day: date) -> MonthUse:
        mine = {on: used for (whose, on), used in self._memory.use.items() if whose == account}
        month = [used for on, used in mine.items() if on >= day.replace(day=1)]
        budget = self._memory.budgets.get(account)
        return MonthUse(mine.get(day, DayUse()), reduce(DayUse.plus, month, DayUse()), budget)

    def set_budget(self, account: str, dollars: float | None) -> None:
        if dollars is None:
            self._memory.budgets.pop(account, None)
        else:
            self._memory.budgets[account] = dollars

    def add_cost(self, session_id: str, cost: MeetingCost) -> None:
        self._memory.later_costs[session_id] = self._memory.later_costs.get(session_id, MeetingCost()).plus(cost)

    def put_recording_cost(self, session_id: str, cost: MeetingCost) -> None:
        self._memory.recording_costs[session_id] = cost

    def cost_of(self, session_id: str) -> MeetingCost:
        recorded = self._memory.recording_costs.get(session_id, MeetingCost())
        return recorded.plus(self._memory.later_costs.get(session_id, MeetingCost()))


@dataclass
class FakeMeter:
    """Whatever is done takes this many write units."""

    write_units: int = 0

    @contextmanager
    def measuring(self) -> Iterator[Reading]:
        yield Reading(self.write_units)
