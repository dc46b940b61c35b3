"""A large workspace, and what its pages cost."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from benchmarks.metering import Meter
from tests.dynamo import create_table, forget_connection

from mina import bootstrap
from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item
from mina.adapters.dynamodb.days import DayItem
from mina.adapters.dynamodb.items import TaskItem
from mina.adapters.dynamodb.meeting_items import meeting_item
from mina.adapters.dynamodb.tasks import task_item
from mina.domain.insight import Step
from mina.domain.meeting import Meeting, MeetingStatus
from mina.domain.postings import Unit, buckets_of, chunks_of
from mina.domain.principal import User
from mina.domain.session import StepState
from mina.domain.sums import InsightSums
from mina.domain.task import Task, TaskStatus
from mina.domain.transcript import Statistics
from mina.domain.workspace import Workspace
from mina.edge.api.dispatch import dispatch
from mina.ports.search_index import IndexedMeeting

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ADA = User("sub-ada", "Ada Lovelace", "ada@example.com", datetime(2099, 1, 1, tzinfo=UTC))
WORKSPACE = Workspace("w" * 24, "Ada's Workspace", "adas-workspace", ADA.id, NOW)
DONE = tuple((step, StepState.READY) for step in Step)


def count_pages(meetings: int) -> dict[str, dict[str, float]]:
    """Requests and read units of pages of a workspace with so many meetings, a task and a half for each."""
    meter = build()
    fill(meetings)
    get("/api/workspace")
    pages = {
        "dashboard": ("/api/dashboard", {}),
        "meetings": ("/api/meetings", {"limit": "25"}),
        "meetings by state": ("/api/meetings", {"limit": "25", "status": "completed"}),
        "tasks": ("/api/tasks", {"limit": "25"}),
        "analytics_year": ("/api/analytics", {"from": "2025-11-21", "to": "2026-11-21"}),
    }
    return {name: _count(meter, path, query) for name, (path, query) in pages.items()}


def fill(meetings: int) -> None:
    """Write so many meetings, a task and a half for each, and a year's days into the workspace."""
    with Item.batch_write() as batch:
        for number in range(meetings):
            batch.save(meeting_item(_meeting(number)))
    with TaskItem.batch_write() as batch:
        for number in range(meetings * 3 // 2):
            batch.save(task_item(_task(number)))
    with DayItem.batch_write() as batch:
        for back in range(366):
            batch.save(_day_item(back))


def count_search(meetings: int, segments: int = 1_000) -> dict[str, dict[str, float]]:
    """Requests and read units of searches over so many meetings, and what one meeting's index costs to write."""
    meter = build()
    words = _vocabulary()
    dice = random.Random(7)  # a sample, no secret
    written = 0
    for number in range(meetings):
        units = [Unit(i, " ".join(_sentence(words, dice)), i + 1, i * 3_000, "Ana") for i in range(segments)]
        indexed = IndexedMeeting(
            WORKSPACE.id, f"s-{number}", f"m-{number}", f"Meeting {number}", NOW - timedelta(hours=number)
        )
        written = bootstrap.stores().search.replace(indexed, buckets_of(units), chunks_of(units))
    get("/api/workspace")
    common, rare = words[3], words[1_500]
    questions = {
        "search one word": rare,
        "search a frequent word": common,
        "search three words": f"{rare} {words[700]} {common}",
        "search a phrase": f'"{words[40]} {words[41]}"',
        "search a beginning": f"{rare[:3]}*",
    }
    found = {name: _count(meter, "/api/search", {"q": text}) for name, text in questions.items()}
    return {**found, "index of a meeting": {"requests": 0, "items_written": written}}


def build() -> Meter:
    forget_connection()
    bootstrap.http_api.cache_clear()
    create_table()
    bootstrap.stores().workspaces.create(WORKSPACE, ADA)
    meter = Meter()
    meter.watch(Item._get_connection().connection.client)
    return meter


def count_wordy_page() -> dict[str, float]:
    """The same page of meetings that have eight speakers, names for them, and descriptions of 2,000 characters."""
    meter = build()
    get("/api/workspace")
    with Item.batch_write() as batch:
        for number in range(30):
            batch.save(meeting_item(_wordy(_meeting(number))))
    return _count(meter, "/api/meetings", {"limit": "25"})


def _count(meter: Meter, path: str, query: dict[str, str]) -> dict[str, float]:
    meter.reset()
    answer = get(path, query)
    body = json.loads(answer["body"])
    if answer["statusCode"] != 200:
        raise SystemExit(f"{path}: {body}")
    rows = len(body.get("items") or body.get("days") or body.get("recent") or [])
    caller, *page = meter.reads
    return {
        "requests": meter.total,
        "read_units": meter.read_units,
        "caller_units": caller,
        "page_units": sum(page),
        "rows": rows,
    }


def get(path: str, query: dict[str, str] | None = None) -> dict[str, Any]:
    claims = {"sub": ADA.id, "name": ADA.name, "email": ADA.email, "exp": int(ADA.expires_at.timestamp())}
    event = {
        "rawPath": path,
        "headers": {},
        "queryStringParameters": query,
        "requestContext": {
            "http": {"method": "GET", "path": path},
            "requestId": "r",
            "authorizer": {"lambda": claims},
        },
    }
    return dispatch(event, bootstrap.http_api())


def _meeting(number: int) -> Meeting:
    created_at = NOW - timedelta(hours=number)
    return Meeting(
        id=f"m{number:023d}",
        workspace_id=WORKSPACE.id,
        organizer_id=ADA.id,
        title=f"Weekly of the team, number {number:05d}",
        status=MeetingStatus.COMPLETED,
        created_at=created_at,
        description="Live transcription recording",
        actual_start=created_at,
        actual_end=created_at + timedelta(minutes=50),
        session_id=f"00000000-0000-4000-8000-{number:012d}",
        statistics=Statistics(1_000, 0.93, 3_000.0),
        speakers=("Ana Fernandez", "Ben Okri", "Chen Wei"),
        open_tasks=1,
        pipeline=DONE,
    )


def _wordy(meeting: Meeting) -> Meeting:
    labels = [f"Speaker {n}" for n in range(1, 9)]
    names = tuple((label, f"Somebody named {n}") for n, label in enumerate(labels))
    return replace(meeting, speakers=tuple(labels), speaker_names=names, description="What it is about. " * 111)


def _task(number: int) -> Task:
    moment = NOW - timedelta(hours=number)
    return Task(
        id=f"{number:012x}.s-{number}",
        workspace_id=WORKSPACE.id,
        title=f"Send the offer of customer {number:05d} to the team",
        status=TaskStatus.OPEN,
        created_at=moment,
        updated_at=moment,
        owner="Ben Okri",
        due_date=(NOW + timedelta(days=number % 90)).date(),
        confidence=0.9,
        meeting_id=f"m{number:023d}",
        meeting_title="Weekly of the team",
        session_id=f"s-{number}",
    )


def _day(back: int) -> date:
    return (NOW - timedelta(days=back)).date()


def _day_item(back: int) -> DayItem:
    return DayItem(
        keys.workspace(WORKSPACE.id),
        keys.day(_day(back)),
        meetings=3,
        segments=900,
        duration_ms=3_600_000,
        confidence_sum=2.7,
        confidence_count=3,
        insights=msgspec.json.encode(_sums(back)).decode(),
        version=1,
    )


def _sums(seed: int) -> InsightSums:
    speakers = {f"Speaker {(seed + i) % 40}": (600_000, 1_500, 60) for i in range(6)}
    topics = {f"Topic of the meeting {(seed * 7 + i) % 90}": (1, 400_000) for i in range(15)}
    return InsightSums(3, 24_000, 9_000_000, 40, 6, 900_000.0, 9_000_000, speakers, topics)


def _vocabulary() -> list[str]:
    """Four thousand made-up words, the first of them the most frequent."""
    dice = random.Random(5)  # a sample, no secret
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "on", "us")]
    words = {"".join(dice.choices(syllables, k=dice.choice((1, 2, 2, 3, 3, 4)))) for _ in range(6_000)}
    return sorted(words, key=lambda word: (len(word), word))[:4_000]


def _sentence(words: list[str], dice: random.Random) -> list[str]:
    """Twelve words by Zipf's law."""
    return [words[min(len(words) - 1, int(dice.paretovariate(0.7)))] for _ in range(12)]
