"""Reads the table's stream: which pipeline runs have just been asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def wanted_runs(event: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """(session id, run) of every outbox row that was written. Records of another form are passed over."""
    for record in event.get("Records", []):
        key = (record.get("dynamodb") or {}).get("Keys") or {}
        pk, sk = key.get("pk", {}).get("S", ""), key.get("sk", {}).get("S", "")
        if record.get("eventName") == "INSERT" and pk.startswith("SESSION#") and sk.startswith("RUN#"):
            yield pk.removeprefix("SESSION#"), int(sk.removeprefix("RUN#"))
