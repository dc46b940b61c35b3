"""Every ten minutes: what is older than its workspace keeps it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mina.bootstrap import clock, files, stores
from mina.edge.observability import note
from mina.services.retention import Keeper

RUN_SECONDS = 240


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    done = dict(Keeper(stores(), files(), clock(), clock().now() + timedelta(seconds=RUN_SECONDS)).run())
    note("retention", done=done)
    return done
