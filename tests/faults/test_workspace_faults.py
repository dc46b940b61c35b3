"""Faults 41–43 on the real stores: sessions without a workspace, walls between workspaces, erasure while words come."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from tests.builders import a_user
from tests.dynamo import all_items, dynamo_stores
from tests.faults.network import Faults
from tests.faults.raw_client import RawClient
from tests.faults.recorder import an_utterance
from tests.faults.world import MINUTE, World

from mina.domain.meeting import MeetingStatus
from mina.ports.stores import Stores
from mina.services.erase import erase_meeting
from mina.services.workspaces import workspace_of

ADA, BO = a_user(), a_user("Bo Diddley")


@pytest.fixture(scope="module")
def table() -> Iterator[Stores]:
    """One table for the whole file: every test has people and sessions of its own."""
    with dynamo_stores() as stores:
        yield stores


def test_fault_41_a_session_without_a_workspace_ends_with_its_insights_and_is_linked_later(table: Stores) -> None:
    world = World(stores=table)
    user = a_user("Grace Hopper")
    for operation in ("sessions.open", "workspaces.of_user"):
        world.fail("before", operation)
    recorder = world.recorder("s-41", principal=user)
    world.run(1_000)
    lonely = world.session("s-41")
    assert lonely is not None
    assert (lonely.owner_id, lonely.workspace_id) == (user.id, None)
    workspace = workspace_of(user, table, world.clock)
    world.talk(recorder, 6)

    world.run_until_over("s-41")

    session = world.session("s-41")
    assert session is not None
    meeting = table.meetings.get(session.meeting_id or "")
    assert world.problems("s-41") == []
    assert session.workspace_id == workspace.id
    assert meeting is not None
    assert (meeting.status, meeting.statistics.total_segments) == (MeetingStatus.COMPLETED, 6)


def test_fault_42_a_refresh_reaches_its_own_workspace_only(table: Stores) -> None:
    world = World(stores=table)
    for user in (ADA, BO):
        workspace_of(user, table, world.clock)
    dashboards = {user.id: RawClient(world.network, user) for user in (ADA, BO)}
    world.run(1_000)
    recorders = [world.recorder("s-ada", principal=ADA), world.recorder("s-bo", principal=BO)]
    for recorder in recorders:
        world.talk(recorder, 6)

    world.run_until_over("s-ada")
    world.run_until_over("s-bo")

    seen = {who: [f["session_id"] for f in client.of_type("event")] for who, client in dashboards.items()}
    assert seen == {ADA.id: ["s-ada"] * 2, BO.id: ["s-bo"] * 2}, "it begins, and it is over"
    assert world.problems("s-ada") == world.problems("s-bo") == []
    for frame in dashboards[ADA.id].frames:
        assert set(frame["body"]) <= {"run", "revision", "meeting_id"}, "ids only"


@pytest.mark.parametrize("killed_at", [None, "erasure.begin", "erasure.sweep"])
def test_fault_43_nothing_comes_back_of_a_meeting_that_is_erased_while_words_come(
    table: Stores, killed_at: str | None
) -> None:
    name = f"s-43-{killed_at or 'whole'}"
    world = World(stores=table, faults=Faults(duplicate=0.3, delay_ms=400))
    recorder = world.recorder(name, principal=ADA)
    world.talk(recorder, 60, every_ms=50, is_ended=False)
    world.run(1_500)
    session = world.session(name)
    assert session is not None
    meeting_id, workspace_id = session.meeting_id or "", session.workspace_id or ""
    if killed_at:
        world.kill("after", killed_at)

    def erase() -> object:
        return erase_meeting(meeting_id, workspace_id, ADA.id, world.served, None, world.clock)

    receipts: list[object] = []
    for delay in (10, 30_000):
        world.scheduler.at(delay, lambda: world.scheduler.spawn(erase, lambda receipt, _: receipts.append(receipt)))
    recorder.say(an_utterance(900))
    world.run(2 * MINUTE)

    left = [item for item in all_items() if name in item["pk"]["S"] or meeting_id in item["pk"]["S"]]
    kept = [item["sk"]["S"] for item in left if not item["sk"]["S"].startswith("CONN#")]
    assert kept == ["SESSION"], "a tombstone and nothing else"
    assert "says" not in json.dumps(left, default=str), "no words"
    assert recorder.session.stopped is not None
    assert any(receipts)


@pytest.mark.parametrize("seed", range(3))
def test_all_network_faults_on_the_real_stores(table: Stores, seed: int) -> None:
    world = World(seed, Faults(0.1, 0.1, 0.1, 0.05, 0.5, 2_000), stores=table)
    recorder = world.recorder(f"s-net-{seed}", principal=a_user(f"User{seed} X"))
    world.talk(recorder, 30)

    record = world.run_until_over(f"s-net-{seed}", within_ms=60 * MINUTE)

    assert world.problems(f"s-net-{seed}") == []
    assert len(recorder.log.acknowledged) == len(record.segments) == 30
