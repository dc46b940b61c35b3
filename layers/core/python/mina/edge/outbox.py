"""Between the table's stream and the use case that starts pipeline runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mina.domain.errors import Unavailable
from mina.edge.observability import note, note_failure

Start = Callable[[str, int], object]


@dataclass(frozen=True, slots=True)
class WantedRun:
    """An outbox row that was just written. `position` is its place in the stream."""

    session_id: str
    run: int
    position: str


def answer_records(event: Mapping[str, Any], start: Start) -> dict[str, object]:
    """Call `start(session_id, run)` for every outbox row; what should be delivered again is named in the answer.

    Only what may pass is asked for again. A record that nobody can handle must not hold up those behind it; its run
    stays due, and the sweeper counts its failures.
    """
    failed: list[dict[str, str]] = []
    for wanted in wanted_runs(event):
        try:
            start(wanted.session_id, wanted.run)
        except Unavailable as error:
            note("run not started", session_id=wanted.session_id, run=wanted.run, error=type(error).__name__)
            failed.append({"itemIdentifier": wanted.position})
        except Exception as error:
            note_failure("run not started", error, session_id=wanted.session_id, run=wanted.run)
    return {"batchItemFailures": failed}


def wanted_runs(event: Mapping[str, Any]) -> Iterator[WantedRun]:
    """The outbox rows among the records that were written. Records of another form are passed over."""
    for record in event.get("Records", []):
        change = record.get("dynamodb") or {}
        key = change.get("Keys") or {}
        pk, sk = key.get("pk", {}).get("S", ""), key.get("sk", {}).get("S", "")
        number = sk.removeprefix("RUN#")
        is_run = pk.startswith("SESSION#") and sk.startswith("RUN#") and number.isdecimal() and number.isascii()
        if record.get("eventName") == "INSERT" and is_run:
            yield WantedRun(pk.removeprefix("SESSION#"), int(number), str(change.get("SequenceNumber", "")))
