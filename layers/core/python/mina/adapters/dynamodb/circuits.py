"""The circuit breaker's one item."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.domain.circuit import CircuitPhase, CircuitState


class CircuitItem(Item):
    phase = UnicodeAttribute()
    failures = NumberAttribute(default=0)
    opened_at = NumberAttribute(default=0)
    probe_until = NumberAttribute(default=0)
    failed_at = NumberAttribute(default=0)
    version = NumberAttribute()


class DynamoCircuits:
    def load(self) -> tuple[CircuitState, int]:
        try:
            with store():
                item = CircuitItem.get(keys.CIRCUIT, keys.CIRCUIT, consistent_read=True)
        except CircuitItem.DoesNotExist:
            return CircuitState(), 0
        state = CircuitState(
            phase=CircuitPhase(item.phase),
            failures=int(item.failures),
            opened_at=float(item.opened_at),
            probe_until=float(item.probe_until),
            failed_at=float(item.failed_at),
        )
        return state, int(item.version)

    def save(self, state: CircuitState, expected_version: int) -> bool:
        item = CircuitItem(
            keys.CIRCUIT,
            keys.CIRCUIT,
            phase=state.phase.value,
            failures=state.failures,
            opened_at=state.opened_at,
            probe_until=state.probe_until,
            failed_at=state.failed_at,
            version=expected_version + 1,
        )
        is_new = expected_version == 0
        condition = CircuitItem.pk.does_not_exist() if is_new else CircuitItem.version == expected_version
        try:
            with store():
                item.save(condition)
        except PutError:
            return False
        return True
