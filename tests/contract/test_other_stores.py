"""What the stores of meetings, workspaces, events, runs, sockets and tickets promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.builders import NOON, a_connection, a_meeting, a_run, a_session, a_user, a_workspace

from mina.domain.event import Event, EventKind
from mina.domain.insight import Step
from mina.domain.meeting import MeetingStatus
from mina.domain.outbox import RunState
from mina.domain.principal import Anonymous
from mina.domain.session import Role, StepState
from mina.ports.stored import Due, DueKind, OpenOutcome
from mina.ports.stores import Stores


def test_a_meeting_is_saved_over_its_previous_version_only(stores: Stores) -> None:
    first = a_meeting(id="m-1", scheduled_at=NOON, description="why")

    assert stores.meetings.save(first)
    assert not stores.meetings.save(replace(first, title="other"))
    assert stores.meetings.save(replace(first, title="second", version=2))
    assert not stores.meetings.save(replace(first, title="late", version=2))
    assert stores.meetings.get("m-1") == replace(first, title="second", version=2)
    assert stores.meetings.get("nobody") is None


def test_a_meetings_pipeline_shows_each_steps_state(stores: Stores) -> None:
    stores.meetings.save(a_meeting(id="m-1"))

    stores.meetings.set_pipeline("m-1", Step.TASKS, StepState.READY)
    stores.meetings.set_pipeline("nobody", Step.TASKS, StepState.READY)

    stored = stores.meetings.get("m-1")
    assert stored is not None
    assert dict(stored.pipeline) == {Step.TASKS: StepState.READY}
    assert stores.meetings.get("nobody") is None


def test_a_workspaces_meetings_come_newest_first_page_by_page_and_are_nobody_elses(stores: Stores) -> None:
    mine = [a_meeting("ws-1", f"m-{i}", created_at=NOON + timedelta(minutes=i)) for i in range(5)]
    mine[2] = replace(mine[2], status=MeetingStatus.COMPLETED)
    for meeting in [*mine, a_meeting("ws-2", "m-9")]:
        stores.meetings.save(meeting)

    first, position = stores.meetings.page("ws-1", None, 3, None)
    second, end = stores.meetings.page("ws-1", None, 3, position)
    completed, _ = stores.meetings.page("ws-1", "completed", 3, None)

    assert [m.id for m in (*first, *second)] == ["m-4", "m-3", "m-2", "m-1", "m-0"]
    assert end is None
    assert [m.id for m in completed] == ["m-2"]


def test_a_user_gets_one_workspace_with_a_slug_of_its_own(stores: Stores) -> None:
    ada, bo = a_user(), a_user("Bo")
    workspace = a_workspace(ada, slug="adas")

    assert stores.workspaces.create(workspace, ada) is OpenOutcome.OPENED
    assert stores.workspaces.create(a_workspace(ada, slug="other"), ada) is OpenOutcome.HAS_WORKSPACE
    assert stores.workspaces.create(a_workspace(bo, slug="adas"), bo) is OpenOutcome.SLUG_TAKEN
    assert stores.workspaces.of_user(ada.id) == workspace
    assert stores.workspaces.id_of_user(bo.id) is None


def test_an_event_is_stored_once_and_read_in_order(stores: Stores) -> None:
    body: dict[str, object] = {"revision": 1, "nested": {"a": [1, 2.5, None]}}
    events = [Event("s-1", n, EventKind.TASKS_READY, {**body, "n": n}, NOON) for n in (10, 2, 1)]

    assert all(stores.events.put(event) for event in events)
    assert not stores.events.put(replace(events[0], kind=EventKind.TASKS_FAILED))
    assert stores.events.after("s-1", 0) == events[::-1]
    assert stores.events.after("s-1", 2) == events[:1]
    assert stores.events.last_id("s-1") == 10
    assert stores.events.last_id("nobody") == 0


def test_a_run_that_has_ended_stays_ended(stores: Stores) -> None:
    session = a_session()
    stores.sessions.open(session, None, None, None)
    stores.sessions.request_run(session, a_run(revision=0))

    started = a_run(revision=0, state=RunState.STARTED, execution_arn="arn:x", attempt=2)
    stores.runs.update(started, due_at=NOON + timedelta(minutes=2))
    assert stores.runs.get("s-1", 1) == started
    assert stores.sessions.due(NOON + timedelta(minutes=1)) == []
    assert stores.sessions.due(NOON + timedelta(minutes=2)) == [Due(DueKind.RUN, "s-1", 1)]

    stores.runs.update(replace(started, state=RunState.DONE), due_at=None)
    stores.runs.update(replace(started, attempt=3), due_at=NOON)

    assert stores.runs.get("s-1", 1) == replace(started, state=RunState.DONE)
    assert stores.sessions.due(NOON + timedelta(minutes=5)) == []
    stores.runs.update(a_run("nobody"), due_at=NOON)
    assert stores.runs.get("nobody", 1) is None


def test_a_socket_is_found_by_itself_by_its_session_and_by_its_workspace_until_it_leaves(stores: Stores) -> None:
    plain = a_connection("c-1", a_user())
    stores.connections.join(plain)
    joined = replace(plain, session_id="s-1", workspace_id="ws-1", instance_id="tab-1", role=Role.RECORDER, epoch=3)
    stores.connections.join(joined)
    stores.connections.join(a_connection("c-2", session_id="s-1", instance_id="tab-2", role=Role.VIEWER))

    assert stores.connections.get("c-1") == joined
    assert [c.id for c in stores.connections.of_session("s-1")] == ["c-1", "c-2"]
    assert stores.connections.of_workspace("ws-1") == ["c-1"]

    assert stores.connections.leave("c-1") == joined
    assert stores.connections.leave("c-1") is None
    assert stores.connections.get("c-1") is None
    assert [c.id for c in stores.connections.of_session("s-1")] == ["c-2"]
    assert stores.connections.of_workspace("ws-1") == []


def test_a_capability_is_not_kept_with_the_socket_that_showed_it(stores: Stores) -> None:
    stores.connections.join(a_connection("c-1", Anonymous("secret"), session_id="s-1"))

    stored = stores.connections.get("c-1")
    assert stored is not None
    assert stored.principal == Anonymous()


def test_a_ticket_opens_once_and_in_time(stores: Stores) -> None:
    ada = a_user()
    for name in ("one", "two"):
        stores.tickets.put(name, ada, NOON + timedelta(seconds=30))

    assert stores.tickets.redeem("one", NOON + timedelta(seconds=30)) == ada
    assert stores.tickets.redeem("one", NOON) is None
    assert stores.tickets.redeem("two", NOON + timedelta(seconds=31)) is None
    assert stores.tickets.redeem("none", NOON) is None
