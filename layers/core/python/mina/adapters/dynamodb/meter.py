"""Counts write and read units from what is sent, by the sizes of items as DynamoDB counts them.

The service could say itself (`ReturnConsumedCapacity`), at the price of longer answers on every path; this counts
only while somebody measures. What is not sent is not known: an update counts its values, at least one unit, and a
query the one unit that most take. So it is an estimate, rather too low than too high for long queries.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mina.adapters.dynamodb.base import connection
from mina.domain.cost import units_of
from mina.ports.ledger import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EVENT = "provide-client-params.dynamodb"
INDEX_KEYS = ("workspace_key", "status_key", "task_key", "due_shard")
READS = {"GetItem": 1, "Query": 1, "BatchGetItem": 1}


class DynamoMeter:
    @contextmanager
    def measuring(self) -> Iterator[Reading]:
        """As `Meter.measuring`. Nothing is hooked in while nobody measures."""
        reading = Reading()

        def count(params: Mapping[str, Any], model: Any, **_: Any) -> None:
            writes, reads = units_in(model.name, params)
            reading.write_units += writes
            reading.read_units += reads

        events = connection().client.meta.events
        events.register(EVENT, count)
        try:
            yield reading
        finally:
            events.unregister(EVENT, count)


def units_in(operation: str, params: Mapping[str, Any]) -> tuple[int, int]:
    """Write and read units of one request. An item costs as much again for each index that holds a copy of it."""
    if operation == "TransactWriteItems":
        return sum(2 * _of_write(*next(iter(one.items()))) for one in params["TransactItems"]), 0
    if operation == "BatchWriteItem":
        requests = [one for table in params["RequestItems"].values() for one in table]
        return sum(_of_write(*next(iter(one.items()))) for one in requests), 0
    if operation in ("PutItem", "UpdateItem", "DeleteItem"):
        return _of_write(operation, params), 0
    return 0, READS.get(operation, 0)


def size_of(value: Mapping[str, Any]) -> int:
    """Bytes of one attribute's value, in DynamoDB's typed form, by the rules of the developer guide."""
    kind, held = next(iter(value.items()))
    if kind == "S":
        return len(held.encode())
    if kind == "N":
        return len(held) // 2 + 2
    if kind == "B":
        return len(held)
    if kind == "L":
        return 3 + sum(1 + size_of(one) for one in held)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + size_of(one) for name, one in held.items())
    return 1 if kind in ("BOOL", "NULL") else sum(len(one) for one in held)


def _of_write(kind: str, request: Mapping[str, Any]) -> int:
    if kind in ("Put", "PutItem", "PutRequest"):
        item = request["Item"]
        units = units_of(sum(len(name) + size_of(value) for name, value in item.items()))
        return units * (1 + sum(key in item for key in INDEX_KEYS))
    values = request.get("ExpressionAttributeValues", {})
    named = set(request.get("ExpressionAttributeNames", {}).values())
    return units_of(sum(map(size_of, values.values()))) + sum(key in named for key in INDEX_KEYS)
