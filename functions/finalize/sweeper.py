"""Every minute: what was left open or undone is taken up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mina.bootstrap import breaker, clock, finalizer
from mina.edge.sweeps import report
from mina.services.sweep import Sweeper

SWEEP_SECONDS = 45


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return report(Sweeper(finalizer(), breaker()).sweep(stop_at=clock().now() + timedelta(seconds=SWEEP_SECONDS)))
