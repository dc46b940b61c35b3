"""Reads the table's stream: which events have just been stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def stored_events(event: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """(session id, event id, sequence number) of every event that was written. Other records are passed over."""
    for record in event.get("Records", []):
        change = record.get("dynamodb") or {}
        key = change.get("Keys") or {}
        pk, sk = key.get("pk", {}).get("S", ""), key.get("sk", {}).get("S", "")
        number = sk.removeprefix("EVT#")
        is_event = pk.startswith("SESSION#") and sk.startswith("EVT#") and number.isascii() and number.isdecimal()
        if record.get("eventName") == "INSERT" and is_event:
            yield pk.removeprefix("SESSION#"), int(number), str(change.get("SequenceNumber", ""))
