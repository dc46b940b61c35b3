"""What accounts used, day by day, and what meetings cost."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute, TTLAttribute
from pynamodb.exceptions import UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, assign, store
from mina.domain.cost import MeetingCost
from mina.domain.quota import DayUse, Use
from mina.ports.ledger import MonthUse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pynamodb.expressions.condition import Condition
    from pynamodb.expressions.update import Action
    from pynamodb.transactions import TransactWrite

KEPT_FOR = timedelta(days=400)


class UseItem(Item):
    """What an account used in one day."""

    meetings = NumberAttribute(default=0)
    uploads = NumberAttribute(default=0)
    exports = NumberAttribute(default=0)
    speech_ms = NumberAttribute(default=0)
    model_tokens = NumberAttribute(default=0)
    microdollars = NumberAttribute(default=0)
    budget_dollars = NumberAttribute(null=True)
    expires_at = TTLAttribute(null=True)


class CostItem(Item):
    """What one session cost: two rows of the same form, for its recording and for all that came after."""

    messages = NumberAttribute(default=0)
    invocations = NumberAttribute(default=0)
    mb_ms = NumberAttribute(default=0)
    write_units = NumberAttribute(default=0)
    read_units = NumberAttribute(default=0)
    transitions = NumberAttribute(default=0)
    sound_ms = NumberAttribute(default=0)
    prompt_tokens = NumberAttribute(default=0)
    cached_tokens = NumberAttribute(default=0)
    completion_tokens = NumberAttribute(default=0)
    model_microdollars = NumberAttribute(default=0)


class DynamoLedger:
    def take(self, account: str, day: date, use: Use, bounds: Mapping[str, int]) -> bool:
        if not all(bounds.values()):
            return False  # a share of nothing: DynamoDB would count the first one
        try:
            with store():
                _use_item(account, day).update(_additions(day, {use.value: 1}), _is_below(bounds))
        except UpdateError:
            return False
        return True

    def add(self, account: str, day: date, used: DayUse) -> None:
        with store():
            _use_item(account, day).update(_additions(day, _counts(used)))

    def use_of(self, account: str, day: date) -> MonthUse:
        with store():
            rows = UseItem.query(
                keys.workspace(account),
                UseItem.sk.between(keys.use(day.replace(day=1)), keys.USE_BUDGET),
                consistent_read=True,
            )
            found = {item.sk: item for item in rows}
        budget = found.pop(keys.USE_BUDGET, None)
        days = {sk: _to_use(item) for sk, item in found.items()}
        return MonthUse(
            today=days.get(keys.use(day), DayUse()),
            month=reduce(DayUse.plus, days.values(), DayUse()),
            budget_dollars=float(budget.budget_dollars) if budget and budget.budget_dollars is not None else None,
        )

    def set_budget(self, account: str, dollars: float | None) -> None:
        item = UseItem(keys.workspace(account), keys.USE_BUDGET)
        with store():
            item.update([assign(UseItem.budget_dollars, dollars)])

    def add_cost(self, session_id: str, cost: MeetingCost) -> None:
        counts = {f.name: getattr(cost, f.name) for f in fields(MeetingCost) if getattr(cost, f.name)}
        if counts:
            with store():
                CostItem(keys.session(session_id), keys.LATER_COST).update(
                    [getattr(CostItem, name).add(count) for name, count in counts.items()]
                )

    def put_recording_cost(self, session_id: str, cost: MeetingCost) -> None:
        with store():
            _recording_item(session_id, cost).save()

    def cost_of(self, session_id: str) -> MeetingCost:
        with store():
            rows = CostItem.query(keys.session(session_id), CostItem.sk.startswith(keys.COST_PREFIX))
            return reduce(MeetingCost.plus, [_to_cost(item) for item in rows], MeetingCost())


def save_recording_cost(transaction: TransactWrite, session_id: str, cost: MeetingCost) -> None:
    """One write: the recording's cost as of this seal."""
    transaction.save(_recording_item(session_id, cost))


def add_seal(transaction: TransactWrite, account: str, day: date, used: DayUse) -> None:
    """One write: what a seal adds to its account's day."""
    transaction.update(_use_item(account, day), actions=_additions(day, _counts(used)))


def _recording_item(session_id: str, cost: MeetingCost) -> CostItem:
    counts = {f.name: getattr(cost, f.name) for f in fields(MeetingCost)}
    return CostItem(keys.session(session_id), keys.RECORDING_COST, **counts)


def _use_item(account: str, day: date) -> UseItem:
    return UseItem(keys.workspace(account), keys.use(day))


def _counts(used: DayUse) -> dict[str, int]:
    return {f.name: getattr(used, f.name) for f in fields(DayUse) if getattr(used, f.name)}


def _additions(day: date, counts: Mapping[str, int]) -> list[Action]:
    end = datetime.combine(day, datetime.min.time(), UTC) + KEPT_FOR
    return [UseItem.expires_at.set(end), *(getattr(UseItem, name).add(count) for name, count in counts.items())]


def _is_below(bounds: Mapping[str, int]) -> Condition:
    each = [
        getattr(UseItem, name).does_not_exist() | (getattr(UseItem, name) < bound) for name, bound in bounds.items()
    ]
    condition: Condition = reduce(lambda one, other: one & other, each)
    return condition


def _to_use(item: UseItem) -> DayUse:
    return DayUse(*(int(getattr(item, f.name)) for f in fields(DayUse)))


def _to_cost(item: CostItem) -> MeetingCost:
    return MeetingCost(*(int(getattr(item, f.name)) for f in fields(MeetingCost)))
