"""The spine, on the deployed template: every way to record, to end and to come back, and what is kept of it."""

from __future__ import annotations

import asyncio
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.checker import FIELDS, Log, Record, Row, violations
from tests.e2e.meeting import Socket, hold_meeting, socket, ticket
from tests.faults.recorder import an_utterance
from tests.stack import Stack, User

from mina_client.driver import Clock, LiveClient, jitter, open_socket
from mina_client.effects import Acked, Notice
from mina_client.errors import Unreachable
from mina_client.frames import PipelineEvent, Profile
from mina_client.live_session import LiveSession
from mina_client.outbox import SqliteOutbox

LINES = (("Ada", "We ship on Friday."), ("Ben", "I will write the notes."), ("Ada", "Good."))
RUN = [
    "session_finalized",
    *(f"{step}_{end}" for step in ("refinement", "analytics", "tasks", "summary") for end in ("started", "ready")),
    "post_transcription_reveal",
    "dashboard_refresh",
]


def get(stack: Stack, path: str, who: User | str, **query: str) -> Any:
    """`who`: a user, or a capability."""
    headers = {"Authorization": f"Capability {who}"} if isinstance(who, str) else who.authorization
    answer = httpx.get(f"{stack.http}{path}", headers=headers, params=query, timeout=30)
    answer.raise_for_status()
    return answer.json()


def post(stack: Stack, path: str, who: User | str, body: Any) -> Any:
    headers = {"Authorization": f"Capability {who}"} if isinstance(who, str) else who.authorization
    answer = httpx.post(f"{stack.http}{path}", headers=headers, json=body, timeout=60)
    answer.raise_for_status()
    return answer.json()


def meetings(stack: Stack, who: User) -> dict[str, dict[str, Any]]:
    """The rows of the dashboard's list, by session."""
    return {row["session_id"]: row for row in get(stack, "/api/meetings", who)["items"]}


def read_over_http(stack: Stack, session_id: str, who: User | str) -> Record:
    """What a person can see of a session, for the checker."""
    session = get(stack, f"/api/sessions/{session_id}", who)
    rows = get(stack, f"/api/sessions/{session_id}/segments", who, limit="1000")["items"]
    events = get(stack, f"/api/sessions/{session_id}/events", who)["items"]
    numbers = session["statistics"]
    return Record(
        status=session["status"],
        revision=session["revision"],
        segments={row["seq"]: {**{name: row[name] for name in FIELDS}, "text": row["raw_text"]} for row in rows},
        statistics=(numbers["total_segments"], numbers["average_confidence"], numbers["total_duration"]),
        is_reconciled=True,
        events=tuple((event["event_id"], event["kind"]) for event in events),
    )


def executions(stack: Stack, session_id: str) -> list[str]:
    step_functions = stack.client("stepfunctions")
    machines = step_functions.list_state_machines()["stateMachines"]
    arn = next(m["stateMachineArn"] for m in machines if m["name"].endswith("insight-pipeline"))
    pages = step_functions.get_paginator("list_executions").paginate(stateMachineArn=arn)
    names = [execution["name"] for page in pages for execution in page["executions"]]
    return [name for name in names if name.startswith(session_id)]


@pytest.fixture(scope="module")
def ada(stack: Stack) -> User:
    return stack.new_user("Ada Lovelace")


def test_a_recording_makes_a_workspace_a_meeting_and_a_session_that_belong_together(stack: Stack, ada: User) -> None:
    room = hold_meeting(stack, ada, LINES)

    row = meetings(stack, ada)[room.session_id]
    session = get(stack, f"/api/sessions/{room.session_id}", ada)
    detail = get(stack, f"/api/meetings/{row['id']}", ada)
    workspace = get(stack, "/api/me", ada)["workspace"]
    assert (row["status"], session["status"]) == ("completed", "completed")
    assert (session["meeting_id"], session["workspace_id"]) == (row["id"], workspace["id"])
    assert detail["session_id"] == room.session_id
    assert session["statistics"] == {"total_segments": 3, "average_confidence": 0.9, "total_duration": 11.5}
    assert violations([Log(room.session_id, said=_said(LINES))], read_over_http(stack, room.session_id, ada)) == []


def _said(lines: tuple[tuple[str, str], ...]) -> list[Row]:
    return [{"utterance_id": f"u{i}", "text": text} for i, (_, text) in enumerate(lines, start=1)]


def test_the_events_come_in_order_each_once_and_are_kept(stack: Stack, ada: User) -> None:
    room = hold_meeting(stack, ada, LINES)

    kept = get(stack, f"/api/sessions/{room.session_id}/events", ada)["items"]
    later = get(stack, f"/api/sessions/{room.session_id}/events", ada, after="9")["items"]

    assert [event["kind"] for event in kept] == RUN
    assert sorted(event["event_id"] for event in room.events) == [event["event_id"] for event in kept]
    assert [event["kind"] for event in later] == RUN[9:]


def test_nothing_said_ends_too(stack: Stack, ada: User) -> None:
    room = hold_meeting(stack, ada, ())

    assert meetings(stack, ada)[room.session_id]["status"] == "completed"
    assert [event["kind"] for event in room.events if event["kind"].endswith("failed")] == []


def test_an_anonymous_recording_has_no_meeting_and_is_read_by_its_capability_only(stack: Stack, ada: User) -> None:
    with socket(stack) as room:
        joined = room.join()
        room.say(1, LINES)
        room.end(3)
        room.wait_for("dashboard_refresh")

    record = read_over_http(stack, room.session_id, joined["capability"])
    assert "meeting_id" not in joined
    assert (record.status, len(record.segments)) == ("completed", 3)
    assert len(read_over_http(stack, room.session_id, joined["read_capability"]).segments) == 3
    for stranger in (ada.authorization, {"Authorization": f"Capability {'x' * 43}"}):
        answer = httpx.get(f"{stack.http}/api/sessions/{room.session_id}", headers=stranger, timeout=30)
        assert answer.status_code == 404
    assert room.session_id not in meetings(stack, ada)


def test_a_new_user_gets_a_workspace_with_a_slug_of_its_own_and_sees_nobody_elses_meetings(
    stack: Stack, ada: User
) -> None:
    other_ada = stack.new_user("Ada Lovelace")

    room = hold_meeting(stack, other_ada, LINES)

    slugs = {get(stack, "/api/me", user)["workspace"]["slug"] for user in (ada, other_ada)}
    assert len(slugs) == 2
    assert list(meetings(stack, other_ada)) == [room.session_id]
    assert room.session_id not in meetings(stack, ada)


def test_simultaneous_recordings_are_kept_apart(stack: Stack, ada: User) -> None:
    def record(number: int) -> Socket:
        return hold_meeting(stack, ada, tuple(("Ada", f"meeting {number} line {i}") for i in range(4)))

    with ThreadPoolExecutor(3) as pool:
        rooms = list(pool.map(record, range(3)))

    rows = meetings(stack, ada)
    assert len({room.session_id for room in rooms}) == 3
    for number, room in enumerate(rooms):
        assert rows[room.session_id]["status"] == "completed"
        words = read_over_http(stack, room.session_id, ada).segments
        assert [row["text"] for _, row in sorted(words.items())] == [f"meeting {number} line {i}" for i in range(4)]


@pytest.mark.parametrize("route", ["/api/sessions/{}/complete", "/sessions/{}/finalize"])
def test_both_http_routes_finalize_with_the_tail_of_a_closing_page(stack: Stack, ada: User, route: str) -> None:
    with socket(stack, ada) as room:
        room.join()
        room.say(1, LINES)
        tail = [{"utterance_id": "u4", "text": "One more thing.", "start_ms": 20_000, "end_ms": 21_000}]
        body = {"last_seq": 4, "instance_id": "tab-1", "batches": [{"first_seq": 4, "segments": tail}]}
        answer = post(stack, route.format(room.session_id), ada, body)
        again = post(stack, route.format(room.session_id), ada, {})
        by_socket = room.end(4)
        room.wait_for("dashboard_refresh")

    assert answer == again == by_socket
    assert (answer["revision"], answer["statistics"]["total_segments"], answer["gaps"]) == (1, 4, [])
    assert [event["kind"] for event in get(stack, f"/api/sessions/{room.session_id}/events", ada)["items"]] == RUN


def test_twenty_finalizers_at_once_make_one_execution_and_hear_the_same(stack: Stack, ada: User) -> None:
    with socket(stack, ada) as room:
        room.join()
        room.say(1, LINES)
        gate = threading.Barrier(20)

        def finalize(number: int) -> Any:
            route = ("/api/sessions/{}/complete", "/sessions/{}/finalize")[number % 2].format(room.session_id)
            gate.wait()
            return room.end(3) if number == 19 else post(stack, route, ada, {"last_seq": 3})

        with ThreadPoolExecutor(20) as pool:
            answers = list(pool.map(finalize, range(20)))
        room.wait_for("dashboard_refresh")

    assert answers == [answers[0]] * 20
    assert executions(stack, room.session_id) == [answers[0]["execution"]]
    assert read_over_http(stack, room.session_id, ada).revision == 1


def test_a_kill_of_the_emulator_during_a_meeting_loses_nothing_that_was_acknowledged(
    stack: Stack, ada: User, tmp_path: Path
) -> None:
    """The real client, its outbox on the disk, a SIGKILL in the middle, everything up again on the same data."""
    session_id = str(uuid.uuid4())
    log, batches = asyncio.run(_record_through_a_kill(stack, ada, session_id, tmp_path))

    record = read_over_http(stack, session_id, ada)
    assert batches > 0, "something was acknowledged before the kill"
    assert len(log.acknowledged) == len(record.segments) == 60
    assert violations([log], record) == []
    assert meetings(stack, ada)[session_id]["status"] == "completed"


async def _record_through_a_kill(stack: Stack, ada: User, session_id: str, folder: Path) -> tuple[Log, int]:
    profile, log, acknowledged_before = Profile(session_id, "tab-1"), Log(session_id), 0

    async def connect() -> Any:
        try:
            query = f"?ticket={await asyncio.to_thread(ticket, stack, ada)}"
        except httpx.HTTPError as error:
            raise Unreachable("nobody is there") from error
        return await open_socket(f"{stack.websocket}{query}")

    async def fetch(after: int) -> list[PipelineEvent]:
        try:
            found = await asyncio.to_thread(get, stack, f"/api/sessions/{session_id}/events", ada, after=str(after))
        except httpx.HTTPError as error:
            raise Unreachable("nobody is there") from error
        return [PipelineEvent(e["event_id"], e["kind"], session_id, e["body"]) for e in found["items"]]

    def listen(notice: Notice) -> None:
        if isinstance(notice, Acked):
            first, last = notice.seqs
            log.acknowledged.update({seq: log.said[seq - 1] for seq in range(first, last + 1)})
        elif isinstance(notice, PipelineEvent):
            log.events.append((notice.event_id, notice.kind))

    outbox = SqliteOutbox(folder / "outbox.sqlite", profile)
    session, quick = LiveSession(profile, jitter), Clock(rate=4)
    async with LiveClient(session, outbox, connect, fetch, listen, quick) as client:
        for number in range(1, 61):
            utterance = an_utterance(number)
            log.said.append({**dict.fromkeys(FIELDS), **utterance.wire()})
            client.say(utterance)
            await asyncio.sleep(0.01)
            if number == 30:
                await client.wait_until(lambda session: session.delivery.stored >= 15)
                acknowledged_before = len(log.acknowledged)
                await asyncio.to_thread(stack.kill)
            if number == 45:
                await asyncio.to_thread(stack.restart)
        client.end()
        async with asyncio.timeout(60):
            await client.wait_until(lambda session: session.finalized is not None)
            await client.wait_until(lambda _: bool(log.events) and log.events[-1][1] == "dashboard_refresh")
    outbox.close()
    return log, acknowledged_before
