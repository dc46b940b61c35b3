"""What every store of sessions promises: changes that happen once, whoever else changes the session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.builders import NOON, a_meeting, a_run, a_session, a_user, a_workspace

from mina.domain.errors import NotFound
from mina.domain.event import Event, EventKind, event_id
from mina.domain.insight import Step
from mina.domain.meeting import Meeting, MeetingStatus
from mina.domain.session import IDLE_LIMIT, Session, SessionStatus, StepState
from mina.domain.transcript import Statistics
from mina.ports.days import DayDelta
from mina.ports.stored import Due, DueKind, OpenOutcome, Seal
from mina.ports.stores import Stores

LATER = NOON + timedelta(minutes=1)
A_DAY = DayDelta("ws-1", NOON.date(), 1, 5, 9_900, 0.9, 1)


def opened(stores: Stores, **fields: Any) -> Session:
    session = a_session(**fields)
    assert stores.sessions.open(session, None, None, None) is OpenOutcome.OPENED
    return session


def sealed(session: Session, revision: int = 1) -> Session:
    return replace(
        session,
        status=SessionStatus.COMPLETED,
        is_sealing=False,
        revision=revision,
        run=revision,
        digest=f"digest-{revision}",
        completed_at=LATER,
        first_sealed_at=LATER,
        statistics=Statistics(5, 0.9, 9.9),
        gaps=((3, 4),),
        speakers=("Ada",),
    )


def seal(
    stores: Stores, session: Session, run: int = 1, meeting: Meeting | None = None, day: DayDelta | None = None
) -> bool:
    event = Event(session.id, event_id(run, EventKind.SESSION_FINALIZED), EventKind.SESSION_FINALIZED, {}, LATER)
    wanted = a_run(session.id, session.revision, run)
    return stores.sessions.seal(Seal(session, meeting, day, wanted, event, LATER))


def test_a_session_opens_with_all_that_belongs_to_it(stores: Stores) -> None:
    user, workspace = a_user(), a_workspace()
    session = a_session(owner_id=user.id, workspace_id=workspace.id, meeting_id="m-1", time_zone="Europe/Zurich")
    meeting = a_meeting(workspace.id, "m-1")

    assert stores.sessions.open(session, meeting, workspace, user) is OpenOutcome.OPENED
    assert stores.sessions.get(session.id) == session
    assert stores.meetings.get("m-1") == meeting
    assert stores.workspaces.of_user(user.id) == workspace


def test_a_session_is_opened_once(stores: Stores) -> None:
    opened(stores)
    another = a_session(title="Another")

    assert stores.sessions.open(another, a_meeting(id="m-9"), None, None) is OpenOutcome.SESSION_EXISTS
    assert stores.meetings.get("m-9") is None


def test_nothing_is_opened_where_the_slug_or_the_user_or_the_meeting_is_taken(stores: Stores) -> None:
    ada, bo = a_user(), a_user("Bo")
    stores.workspaces.create(a_workspace(ada, id="ws-a", slug="taken"), ada)
    scheduled = a_meeting(id="m-1", status=MeetingStatus.SCHEDULED, session_id=None)
    stores.meetings.save(scheduled)
    started = replace(scheduled, session_id="s-0", version=2)
    assert stores.sessions.open(a_session("s-0"), started, None, None) is OpenOutcome.OPENED

    slug = stores.sessions.open(a_session("s-1"), a_meeting(), a_workspace(bo, slug="taken"), bo)
    user = stores.sessions.open(a_session("s-2"), a_meeting(), a_workspace(ada, slug="free"), ada)
    meeting = stores.sessions.open(a_session("s-3"), replace(started, session_id="s-3"), None, None)

    assert (slug, user, meeting) == (OpenOutcome.SLUG_TAKEN, OpenOutcome.HAS_WORKSPACE, OpenOutcome.MEETING_TAKEN)
    assert [stores.sessions.get(name) for name in ("s-1", "s-2", "s-3")] == [None, None, None]
    assert stores.workspaces.of_user(bo.id) is None


def test_a_session_without_a_workspace_is_found_and_linked_once(stores: Stores) -> None:
    session = opened(stores, owner_id="sub-ada", resume_token_hash="r")
    assert [found.id for found in stores.sessions.without_workspace("sub-ada")] == ["s-1"]

    assert stores.sessions.link(session, a_meeting("ws-1", "m-1"), None)
    assert not stores.sessions.link(session, a_meeting("ws-2", "m-2"), None)

    linked = stores.sessions.get("s-1")
    assert linked == replace(session, workspace_id="ws-1", meeting_id="m-1")
    assert stores.meetings.get("m-2") is None
    assert stores.sessions.without_workspace("sub-ada") == []


def test_a_session_that_changed_meanwhile_is_not_linked(stores: Stores) -> None:
    session = opened(stores, owner_id="sub-ada")
    stores.sessions.begin_finalizing(session.id, None, LATER)

    assert not stores.sessions.link(session, a_meeting(), None)


def test_one_of_two_recorders_is_admitted_at_an_epoch(stores: Stores) -> None:
    session = opened(stores)

    assert stores.sessions.admit_recorder(replace(session, recorder_id="tab-2", epoch=2), expected_epoch=1)
    assert not stores.sessions.admit_recorder(replace(session, recorder_id="tab-3", epoch=2), expected_epoch=1)
    assert not stores.sessions.admit_recorder(a_session("nobody"), expected_epoch=1)

    now = stores.sessions.get("s-1")
    assert now is not None
    assert (now.recorder_id, now.epoch) == ("tab-2", 2)
    assert stores.sessions.get("nobody") is None


def test_finalizing_begins_once_with_the_first_callers_numbers(stores: Stores) -> None:
    opened(stores)

    first = stores.sessions.begin_finalizing("s-1", 7, LATER)
    second = stores.sessions.begin_finalizing("s-1", 9, LATER + timedelta(hours=1))

    assert (first.status, first.declared_last_seq, first.finalize_after) == (SessionStatus.FINALIZING, 7, LATER)
    assert second == first
    with pytest.raises(NotFound):
        stores.sessions.begin_finalizing("nobody", None, LATER)


def test_sealing_begins_unless_that_revision_is_sealed(stores: Stores) -> None:
    session = opened(stores)

    assert stores.sessions.begin_sealing("s-1", 1, LATER).is_sealing
    assert seal(stores, sealed(session))
    assert not stores.sessions.begin_sealing("s-1", 1, LATER).is_sealing


def test_a_revision_is_sealed_once_with_all_that_belongs_to_it(stores: Stores) -> None:
    session = opened(stores, workspace_id="ws-1", meeting_id="m-1")
    stores.meetings.save(a_meeting("ws-1", "m-1"))
    finished = a_meeting("ws-1", "m-1", status=MeetingStatus.COMPLETED, actual_end=LATER, speakers=("Ada",))

    assert seal(stores, sealed(session), meeting=finished, day=A_DAY)
    assert not seal(stores, sealed(session), meeting=finished, day=A_DAY)

    pending = tuple((step, StepState.PENDING) for step in Step)
    assert stores.sessions.get("s-1") == replace(sealed(session), pipeline=pending)
    assert stores.meetings.get("m-1") == replace(finished, pipeline=pending)
    assert stores.runs.get("s-1", 1) == a_run()
    assert [event.event_id for event in stores.events.after("s-1", 0)] == [1]


def test_a_seal_leaves_what_others_changed_meanwhile(stores: Stores) -> None:
    session = opened(stores)
    stores.sessions.admit_recorder(replace(session, recorder_id="tab-2", epoch=2), expected_epoch=1)
    stores.sessions.mark_late("s-1", LATER)
    stores.sessions.set_watched("s-1", True)

    assert seal(stores, sealed(session))

    now = stores.sessions.get("s-1")
    assert now is not None
    assert (now.epoch, now.recorder_id, now.late_batches, now.is_watched) == (2, "tab-2", 1, True)


def test_nothing_is_sealed_where_the_run_the_meeting_or_the_session_does_not_fit(stores: Stores) -> None:
    session = opened(stores)
    stores.sessions.request_run(replace(session, revision=0), a_run(revision=0, run=1))

    assert not seal(stores, sealed(session), run=1)
    assert not seal(stores, sealed(session), run=2, meeting=a_meeting(id="nobody"))
    assert not seal(stores, sealed(a_session("nobody")))
    assert not seal(stores, sealed(session, revision=2), run=2)

    now = stores.sessions.get("s-1")
    assert now is not None
    assert now.status is SessionStatus.ACTIVE
    assert stores.events.after("s-1", 0) == []


def test_settling_is_undone_by_a_batch_that_came_meanwhile(stores: Stores) -> None:
    opened(stores)
    stores.sessions.mark_late("s-1", LATER)

    stores.sessions.settle("s-1", late_batches=0, due_at=None)
    assert Due(DueKind.SESSION, "s-1") in stores.sessions.due(LATER)

    stores.sessions.settle("s-1", late_batches=1, due_at=None)
    assert stores.sessions.due(LATER) == []


def test_a_step_of_an_older_run_changes_nothing(stores: Stores) -> None:
    session = opened(stores)
    seal(stores, sealed(session))

    stores.sessions.set_step("s-1", 1, Step.TASKS, StepState.READY)
    stores.sessions.set_step("s-1", 0, Step.SUMMARY, StepState.FAILED)

    now = stores.sessions.get("s-1")
    assert now is not None
    assert now.step_state(Step.TASKS) is StepState.READY
    assert now.step_state(Step.SUMMARY) is StepState.PENDING


def test_a_run_is_asked_for_once(stores: Stores) -> None:
    session = opened(stores)
    seal(stores, sealed(session))
    now = stores.sessions.get("s-1")
    assert now is not None

    again = a_run(run=2, is_rerun=True, steps=(Step.SUMMARY,))
    assert stores.sessions.request_run(now, again)
    assert not stores.sessions.request_run(now, again)
    assert stores.runs.get("s-1", 2) == again


def test_what_has_been_due_for_longest_comes_first_whatever_its_name(stores: Stores) -> None:
    names = [f"s-{number}" for number in (4, 1, 5, 2, 6, 3)]
    for age, name in enumerate(names):
        opened(stores, id=name, created_at=NOON + timedelta(seconds=age))

    assert [due.session_id for due in stores.sessions.due(NOON + timedelta(hours=1))] == names


def test_what_is_due_is_found_from_then_on(stores: Stores) -> None:
    session = opened(stores)
    assert stores.sessions.due(NOON + IDLE_LIMIT - timedelta(milliseconds=1)) == []
    assert stores.sessions.due(NOON + IDLE_LIMIT) == [Due(DueKind.SESSION, "s-1")]

    stores.sessions.postpone("s-1", NOON + timedelta(hours=1))
    assert stores.sessions.due(NOON + IDLE_LIMIT) == []

    seal(stores, sealed(session))
    stores.sessions.postpone("s-1", NOON + timedelta(hours=1))
    stores.insights.want_upgrade("s-1", 1, NOON - timedelta(seconds=1))
    found = stores.sessions.due(LATER)
    assert [(due.kind, due.number) for due in found] == [(DueKind.UPGRADE, 1), (DueKind.RUN, 1), (DueKind.SESSION, 0)]

    stores.insights.drop_upgrade("s-1", 1)
    stores.sessions.settle("s-1", 0, None)
    assert stores.sessions.due(LATER) == [Due(DueKind.RUN, "s-1", 1)]
