"""Counts DynamoDB as AWS bills it: requests, write units with the copies in the indexes, and read units.

moto calls everything one unit, so sizes are measured on what goes over the wire.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.live.instant import units_of
from local.places import ROOT
from local.template import table_of

READ_UNIT_BYTES = 4_096


def indexes() -> dict[str, tuple[str, str]]:
    """The key attributes of each index of the table: an item that has both of them is copied into it."""
    return {
        index["IndexName"]: (index["KeySchema"][0]["AttributeName"], index["KeySchema"][1]["AttributeName"])
        for index in table_of(ROOT / "template.yaml")["GlobalSecondaryIndexes"]
    }


@dataclass
class Meter:
    """`writes` are items written, `reads` the read units of each request in turn, `partitions` the write units by
    partition key."""

    requests: Counter[str] = field(default_factory=Counter)
    write_units: int = 0
    index_units: int = 0
    read_units: float = 0.0
    writes: int = 0
    reads: list[float] = field(default_factory=list)
    partitions: Counter[str] = field(default_factory=Counter)
    _indexes: Mapping[str, tuple[str, str]] = field(default_factory=indexes)
    _asked: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.requests.values())

    def reset(self) -> None:
        self.requests.clear()
        self.partitions.clear()
        self.reads.clear()
        self.write_units = self.index_units = self.writes = 0
        self.read_units = 0.0

    def watch(self, client: Any) -> None:
        """Count everything that this botocore client does from now on."""
        client.meta.events.register("before-call.dynamodb", self._before)
        client.meta.events.register("after-call.dynamodb", self._after)

    def _before(self, model: Any, params: dict[str, Any], **_: Any) -> None:
        self.requests[model.name] += 1
        body = json.loads(params["body"])
        self._asked.append(body)
        if model.name == "TransactWriteItems":
            for change in body["TransactItems"]:
                ((_, write),) = change.items()
                self._write(write, 2)
        elif model.name == "BatchWriteItem":
            for changes in body["RequestItems"].values():
                for change in changes:
                    ((_, write),) = change.items()
                    self._write(write, 1)
        elif model.name in ("PutItem", "UpdateItem", "DeleteItem"):
            self._write(body, 1)

    def _write(self, write: dict[str, Any], factor: int) -> None:
        """An update is counted by its new values, which is what our small items come to."""
        item = {**write.get("Key", {}), **write.get("Item", {})}
        values = write.get("ExpressionAttributeValues", {})
        units = factor * units_of({**item, **values})
        touched = set(item) | set(write.get("ExpressionAttributeNames", {}).values())
        copies = sum(bool(touched & {ours}) for _, ours in self._indexes.values() if ours in touched)
        self.writes += 1
        self.write_units += units
        self.index_units += copies * max(1, units // factor)
        self.partitions[item["pk"]["S"]] += units

    def _after(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        consistent = self._asked.pop().get("ConsistentRead", False)
        units = (1.0 if consistent else 0.5) * _read_units(model.name, parsed)
        self.reads.append(units)
        self.read_units += units


def _read_units(operation: str, parsed: dict[str, Any]) -> int:
    """A query is billed for its sum, single items each for themselves; nothing found is one unit."""
    if operation == "Query":
        return max(1, math.ceil(sum(map(_bytes, parsed.get("Items", []))) / READ_UNIT_BYTES))
    if operation == "GetItem":
        return max(1, math.ceil(_bytes(parsed.get("Item", {})) / READ_UNIT_BYTES))
    found = [item for items in (parsed.get("Responses") or {}).values() for item in items]
    return sum(max(1, math.ceil(_bytes(item) / READ_UNIT_BYTES)) for item in found)


def _bytes(item: Mapping[str, Any]) -> int:
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: Mapping[str, Any]) -> int:
    """Of a parsed value, whose binaries are bytes; numbers take about half their digits."""
    ((kind, content),) = value.items()
    if kind == "N":
        return len(content) // 2 + 2
    if kind in ("L", "SS"):
        return 3 + sum(1 + (_value_bytes(entry) if kind == "L" else len(entry)) for entry in content)
    if kind == "M":
        return 3 + sum(1 + len(name) + _value_bytes(entry) for name, entry in content.items())
    return len(content.encode() if isinstance(content, str) else content) if kind in ("S", "B") else 1
