"""One part of an export of everything; the state machine calls it until there is no other."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from mina.bootstrap import clock, files, stores
from mina.edge.observability import note
from mina.services.archive_writing import ArchiveWriter, Step

RUN_SECONDS = 480
"""A part ends with the meeting that is under way then: the function has fifteen minutes."""


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    step = Step(event["workspace_id"], event["archive_id"], int(event["part"]), event.get("after"))
    stop_at = clock().now() + timedelta(seconds=RUN_SECONDS)
    following = ArchiveWriter(stores(), files(), clock(), stop_at).run(step)
    note("exported", count=step.part, done=following.is_done)
    return asdict(following)
