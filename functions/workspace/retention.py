"""Every ten minutes: what is older than its workspace keeps it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mina.bootstrap import clock, files, stores
from mina.edge.sweeps import report_retention
from mina.services.retention import Keeper

RUN_SECONDS = 240


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    stop_at = clock().now() + timedelta(seconds=RUN_SECONDS)
    return report_retention(Keeper(stores(), files(), clock(), stop_at).run())
