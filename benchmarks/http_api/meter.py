"""Counts DynamoDB requests and read units by the documented rule: 4 KB a unit, half of it for eventual consistency.

moto says 1 unit for everything, so the sizes are measured here, on the items as they are answered.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

UNIT_BYTES = 4_096


@dataclass
class Meter:
    """`requests` by operation; `read_units` as AWS would bill them."""

    requests: Counter[str] = field(default_factory=Counter)
    read_units: float = 0.0

    @property
    def total(self) -> int:
        return sum(self.requests.values())

    def reset(self) -> None:
        self.requests.clear()
        self.read_units = 0.0

    def watch(self, client: Any) -> None:
        """Count everything that this botocore client does from now on."""
        consistent: list[bool] = []

        def before(params: dict[str, Any], model: Any, **_: Any) -> None:
            self.requests[model.name] += 1
            consistent.append(b'"ConsistentRead": true' in params.get("body", b""))

        def after(parsed: dict[str, Any], model: Any, **_: Any) -> None:
            factor = 1.0 if consistent.pop() else 0.5
            self.read_units += factor * _units(model.name, parsed)

        client.meta.events.register("before-call.dynamodb", before)
        client.meta.events.register("after-call.dynamodb", after)


def _units(operation: str, parsed: dict[str, Any]) -> int:
    """A query is billed for its sum, single items each for themselves."""
    if operation == "Query":
        return max(1, math.ceil(sum(size_of(item) for item in parsed.get("Items", [])) / UNIT_BYTES))
    items = [parsed["Item"]] if parsed.get("Item") else []
    items += [item for found in (parsed.get("Responses") or {}).values() for item in found]
    return sum(max(1, math.ceil(size_of(item) / UNIT_BYTES)) for item in items)


def size_of(item: dict[str, Any]) -> int:
    """Names and values in bytes; numbers about half their digits, lists and maps with 3 bytes and 1 for each entry."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: dict[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        return len(content) // 2 + 2
    if kind == "B":
        return len(content)
    if kind in ("L", "SS"):
        return 3 + sum(1 + _value_size(entry) for entry in content)
    if kind == "M":
        return 3 + sum(1 + len(name) + _value_size(entry) for name, entry in content.items())
    return 1
