"""A meeting's row is what the meeting would give, whatever is done to it and by whom: read off the real stores."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from local.places import ROOT
from local.template import read_template
from tests.builders import NOON, a_meeting, a_run, a_session
from tests.dynamo import TABLE, database_client, dynamo_stores

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.items import MeetingItem
from mina.domain.event import Event, EventKind, event_id
from mina.domain.meeting import RECORDED_LIVE, Meeting, MeetingStatus, listed
from mina.domain.session import SessionStatus, StepState
from mina.domain.step import Step
from mina.domain.task import Task, TaskStatus
from mina.domain.transcript import Statistics
from mina.ports.days import DayDelta
from mina.ports.stored import OpenOutcome, Seal
from mina.ports.stores import Stores

SESSION = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
NAMES = ("Ana Fernández", "Ben", "Speaker 1", "Speaker 2", "陈伟")
DESCRIPTIONS = ("", RECORDED_LIVE, "short", "long " * 1_000, "é" * 80, "é" * 81)
CONFIDENCES = (None, 0.0, 0.93, 0.9312, 1.0, 0.123456789)
DELTAS = (-5, 0, 1, 3_000, 90_000)


class Life:
    """What may happen to one meeting of a workspace."""

    def __init__(self, stores: Stores, dice: random.Random) -> None:
        self.stores, self.dice = stores, dice
        self.runs, self.tasks = 0, 0
        self.scheduled = self.any_words(
            a_meeting("ws-1", "m-1", status=MeetingStatus.SCHEDULED, session_id=None, created_at=self.moment())
        )
        assert stores.meetings.save(self.scheduled)

    @property
    def now(self) -> Meeting:
        meeting = self.stores.meetings.get("m-1")
        assert meeting is not None
        return meeting

    def doings(self) -> list[Callable[[], object]]:
        usual = [self.edit, self.step, self.add_task, self.finish_task, self.silence]
        if self.now.status is MeetingStatus.SCHEDULED:
            return [*usual, self.open]
        return [*usual, self.seal, self.seal]

    def edit(self) -> None:
        assert self.stores.meetings.edit(replace(self.any_words(self.now), version=self.now.version + 1))

    def any_words(self, meeting: Meeting) -> Meeting:
        names = tuple((name, self.dice.choice(NAMES)) for name in self.dice.sample(NAMES, 2))
        return replace(
            meeting,
            title=self.dice.choice(("", "Weekly", "t" * 200, "Ünïcödé 会议")),
            description=self.dice.choice(DESCRIPTIONS),
            meeting_type=self.dice.choice(("general", "standup")),
            scheduled_at=self.dice.choice((None, self.moment())),
            speaker_names=self.dice.choice(((), names)),
            merged_speakers=self.dice.choice(((), (("Speaker 1", "Speaker 2"),))),
        )

    def open(self) -> None:
        session = a_session(SESSION, meeting_id="m-1", workspace_id="ws-1")
        started = replace(
            self.now,
            status=MeetingStatus.LIVE,
            actual_start=self.moment(),
            session_id=SESSION,
            version=self.now.version + 1,
        )
        assert self.stores.sessions.open(session, started, None, None) is OpenOutcome.OPENED

    def seal(self) -> None:
        session, self.runs = self.stores.sessions.get(SESSION), self.runs + 1
        assert session is not None
        meeting = replace(
            self.now,
            status=MeetingStatus.COMPLETED,
            actual_end=self.now.actual_end or self.moment(),
            statistics=Statistics(self.dice.randrange(3_000), self.dice.choice(CONFIDENCES), 9.9),
            speakers=tuple(self.dice.sample(NAMES, self.dice.randrange(len(NAMES) + 1))),
        )
        sealed = replace(session, status=SessionStatus.COMPLETED, revision=self.runs, run=self.runs)
        event = Event(SESSION, event_id(self.runs, EventKind.SESSION_FINALIZED), EventKind.SESSION_FINALIZED, {}, NOON)
        day = DayDelta("ws-1", NOON.date(), 1, 5, 9_900, 0.9, 1)
        run = a_run(SESSION, self.runs, self.runs)
        assert self.stores.sessions.seal(Seal(sealed, meeting, day, run, event, NOON))

    def step(self) -> None:
        self.stores.meetings.set_pipeline("m-1", self.dice.choice(list(Step)), self.dice.choice(list(StepState)))

    def add_task(self) -> None:
        self.tasks += 1
        assert self.stores.tasks.save(self.task(TaskStatus.OPEN), None)

    def finish_task(self) -> None:
        task = self.stores.tasks.get(f"{self.tasks:012x}~m-1", "ws-1")
        if task:
            assert self.stores.tasks.save(replace(task, status=TaskStatus.DONE, version=task.version + 1), task)

    def task(self, status: TaskStatus) -> Task:
        task_id = f"{self.tasks:012x}~m-1"
        return Task(task_id, "ws-1", "Send it", status, NOON, NOON, meeting_id="m-1")

    def silence(self) -> None:
        self.stores.meetings.set_sound_erased("m-1", NOON)

    def moment(self) -> Any:
        return NOON + timedelta(seconds=self.dice.choice(DELTAS), microseconds=self.dice.randrange(1_000_000))


@pytest.fixture
def stores() -> Iterator[Stores]:
    with dynamo_stores() as stores:
        yield stores


@pytest.mark.parametrize("seed", range(6))
def test_a_row_is_what_the_meeting_would_give_after_anything_that_happens_to_it(stores: Stores, seed: int) -> None:
    dice = random.Random(seed)
    life = Life(stores, dice)
    requests: list[str] = []
    database_client().meta.events.register("before-call.dynamodb", lambda model, **_: requests.append(model.name))

    for _ in range(30):
        doing = dice.choice(life.doings())
        doing()
        requests.clear()
        rows, _ = stores.meetings.page("ws-1", None, 10, None)
        asked = list(requests)

        place = keys.listed_at(life.now.created_at, "m-1")
        assert rows == [listed(life.now, place)], doing.__name__
        assert stores.meetings.page("ws-1", life.now.status, 10, None) == (rows, None), doing.__name__
        assert asked == ["Query"], "nothing had to be read by its id"
        assert stores.meetings.has_true_row("m-1")


def test_the_index_shows_a_row_and_nothing_else(stores: Stores) -> None:
    Life(stores, random.Random(1))
    client: Any = boto3.client("dynamodb")

    (row,) = client.query(
        TableName=TABLE,
        IndexName="workspace-rows",
        KeyConditionExpression="workspace_key = :key",
        ExpressionAttributeValues={":key": {"S": keys.workspace("ws-1")}},
    )["Items"]

    assert set(row) <= {"pk", "sk", "workspace_key", "created_key", "ra", "rb", "status", "open_tasks"}


@pytest.mark.parametrize("lost", ["row_about", "row_recorded"])
def test_a_meeting_that_bears_no_row_is_listed_by_its_id_until_it_is_given_one(stores: Stores, lost: str) -> None:
    life = Life(stores, random.Random(2))
    life.open()
    life.seal()
    before = stores.meetings.page("ws-1", None, 10, None)
    MeetingItem(keys.meeting("m-1"), keys.MEETING).update([getattr(MeetingItem, lost).remove()])

    assert not stores.meetings.has_true_row("m-1")
    assert stores.meetings.page("ws-1", None, 10, None) == before
    stores.meetings.write_row("m-1")
    assert stores.meetings.has_true_row("m-1")
    assert stores.meetings.page("ws-1", None, 10, None) == before


def test_a_meeting_that_the_release_before_has_sealed_is_not_listed_as_live(stores: Stores) -> None:
    """It writes what it knows, in the minutes in which both serve: the row stays as it was."""
    life = Life(stores, random.Random(3))
    life.open()
    live = MeetingItem.get(keys.meeting("m-1"), keys.MEETING)
    life.seal()
    MeetingItem(keys.meeting("m-1"), keys.MEETING).update([MeetingItem.row_recorded.set(live.row_recorded)])

    (row,), _ = stores.meetings.page("ws-1", None, 10, None)

    assert row == listed(life.now, row.position)
    assert row.status is MeetingStatus.COMPLETED


def test_a_meeting_that_is_being_erased_is_listed_no_more(stores: Stores) -> None:
    Life(stores, random.Random(4))
    item = MeetingItem(keys.meeting("m-1"), keys.MEETING)
    item.update([MeetingItem.erased_at.set(NOON), MeetingItem.row_about.remove()])

    assert stores.meetings.page("ws-1", None, 10, None) == ([], None)
    assert stores.meetings.has_true_row("m-1"), "it needs none"


AWS_SAYS = (
    "Cannot read from backfilling global secondary index: {}",
    "The table does not have the specified index: {}",
)


@pytest.mark.parametrize("said", AWS_SAYS)
def test_lists_are_read_from_the_former_index_until_the_new_one_is_filled(stores: Stores, said: str) -> None:
    Life(stores, random.Random(5))
    rows, _ = stores.meetings.page("ws-1", None, 10, None)
    client: Any = boto3.client("dynamodb")
    client.update_table(TableName=TABLE, GlobalSecondaryIndexUpdates=[{"Create": former_index()}])
    asked = []

    def refuse(params: dict[str, Any], **_: Any) -> Any:
        index = json.loads(params["body"]).get("IndexName")
        asked.append(index)
        error = {"Code": "ValidationException", "Message": said.format(index)}
        return (AWSResponse("", 400, HTTPHeaders(), None), {"Error": error}) if index == "workspace-rows" else None

    database_client().meta.events.register("before-call.dynamodb.Query", refuse)

    assert stores.meetings.page("ws-1", None, 10, None) == (rows, None)
    assert stores.boards.get("ws-1", 5, 5).newest == tuple(rows)
    assert stores.sessions.without_workspace("sub-ada") == []
    assert asked == ["workspace-rows", "workspace-meetings"] * 2 + ["workspace-tasks", *asked[:2]]


def former_index() -> dict[str, Any]:
    indexes = read_template(ROOT / "template.yaml")["Resources"]["Table"]["Properties"]["GlobalSecondaryIndexes"]
    (former,) = (index["Fn::If"][1] for index in indexes if "Fn::If" in index)
    return dict(former)
