"""What a sweep tells the alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.edge.observability import measure, note

if TYPE_CHECKING:
    from collections.abc import Mapping


def report(done: Mapping[str, int]) -> dict[str, int]:
    """Log and measure what a sweep did; answers it as it is.

    The age of the oldest run is measured even where nothing waits: an alarm takes its silence for a dead sweeper.
    """
    note("swept", done=dict(done))
    _measure_failures(done)
    measure("OldestRunAge", done.get("oldest_run_seconds", 0))
    for name, count in (
        ("OverdueSessions", done.get("overdue_sessions", 0)),
        ("ReconcileMismatches", done.get("resealed", 0)),
        ("RunsGivenUp", done.get("run_given_up", 0)),
    ):
        if count:
            measure(name, count)
    return dict(done)


def report_retention(done: Mapping[str, int]) -> dict[str, int]:
    """As `report`: what cannot be erased is an alarm too."""
    note("retention", done=dict(done))
    _measure_failures(done)
    return dict(done)


def _measure_failures(done: Mapping[str, int]) -> None:
    failures = sum(count for kind, count in done.items() if kind.startswith("failed_"))
    if failures:
        measure("SweepFailures", failures)
