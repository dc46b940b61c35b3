"""What a sweep tells the alarms."""

from __future__ import annotations

from collections.abc import Mapping

from mina.edge.observability import measure, note


def report(done: Mapping[str, int]) -> dict[str, int]:
    """Log and measure what a sweep did; answers it as it is.

    The age of the oldest run is measured even where nothing waits: an alarm takes its silence for a dead sweeper.
    """
    note("swept", done=dict(done))
    measure("OldestRunAge", done.get("oldest_run_seconds", 0))
    measure("OverdueSessions", done.get("overdue_sessions", 0))
    failures = sum(count for kind, count in done.items() if kind.startswith("failed_"))
    for name, count in (
        ("SweepFailures", failures),
        ("ReconcileMismatches", done.get("resealed", 0)),
        ("RunsGivenUp", done.get("run_given_up", 0)),
    ):
        if count:
            measure(name, count)
    return dict(done)
