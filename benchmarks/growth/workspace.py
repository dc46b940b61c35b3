"""One workspace that gets meetings, beside others that have as many: what its pages cost."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import timedelta

from benchmarks.growth.meeting import Cost
from benchmarks.http_api.measure import NOW, WORKSPACE, build, fill, get
from benchmarks.metering import Meter
from moto import mock_aws

from mina import bootstrap
from mina.adapters.dynamodb.base import Item
from mina.adapters.dynamodb.meeting_items import meeting_item
from mina.domain.meeting import Meeting, MeetingStatus
from mina.domain.postings import Unit, buckets_of, chunks_of
from mina.ports.search_index import IndexedMeeting

PAGES = {
    "dashboard": ("/api/dashboard", {}),
    "page of meetings": ("/api/meetings", {"limit": "25"}),
    "analytics of a year": ("/api/analytics", {"from": "2025-11-21", "to": "2026-11-21"}),
}


def pages_at(meetings: int) -> dict[str, Cost]:
    """Pages of a workspace with so many meetings."""
    with mock_aws():
        build()
        fill(meetings)
        return {name: _cost(path, query) for name, (path, query) in PAGES.items()}


def dashboard_beside(workspaces: int) -> dict[str, Cost]:
    """The dashboard of a workspace with 100 meetings, in a table with so many workspaces of one meeting each."""
    with mock_aws():
        build()
        fill(100)
        with Item.batch_write() as batch:
            for number in range(workspaces):
                batch.save(meeting_item(_meeting_of(f"w-{number}", number)))
        return {"dashboard": _cost(*PAGES["dashboard"])}


def search_at(meetings: int, segments: int = 100) -> dict[str, Cost]:
    """A search for one word over so many meetings of `segments` segments, of which every tenth has the word."""
    with mock_aws():
        build()
        for number in range(meetings):
            word = "pelican" if number % 10 == 0 else "heron"
            units = [Unit(i, f"we saw a {word} by the river", i + 1, i * 3_000, "Ana") for i in range(segments)]
            indexed = IndexedMeeting(
                WORKSPACE.id, f"s-{number}", f"m-{number}", f"Meeting {number}", NOW - timedelta(hours=number)
            )
            bootstrap.stores().search.replace(indexed, buckets_of(units), chunks_of(units))
        return {"search": _cost("/api/search", {"q": "pelican"})}


def _meeting_of(workspace_id: str, number: int) -> Meeting:
    meeting = Meeting(
        id=f"x{number:023d}",
        workspace_id=workspace_id,
        organizer_id="somebody",
        title="Somebody's meeting",
        status=MeetingStatus.COMPLETED,
        created_at=NOW - timedelta(minutes=number),
    )
    return replace(meeting, session_id=f"x-{number}")


def _cost(path: str, query: dict[str, str]) -> Cost:
    get("/api/workspace")  # what a function remembers of its caller is remembered
    meter = Meter()
    meter.watch(Item._get_connection().connection.client)
    started = time.process_time()
    answer = get(path, query)
    spent = (time.process_time() - started) * 1e3
    if answer["statusCode"] != 200:
        raise SystemExit(f"{path}: {json.loads(answer['body'])}")
    return Cost(meter.total, meter.read_units, meter.write_units, spent)
