"""Joining: workspaces, anonymous callers, resuming, taking over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import NOON, a_batch, a_join, a_meeting, a_user, a_workspace
from tests.fakes.house import House

from mina.domain.errors import BadFrame, Fenced, Forbidden, NotFound, Sealed, StoreUnavailable, Unauthorized
from mina.domain.meeting import MeetingStatus
from mina.domain.membership import Membership, WorkspaceRole
from mina.domain.principal import Anonymous
from mina.domain.session import Role, SessionStatus
from mina.services.workspaces import link_waiting_sessions, workspace_of

ADA, BO = a_user(), a_user("Bo Diddley")


def no_workspaces(house: House) -> None:
    """From now on whatever writes a workspace fails."""

    def hook(operation: str, moment: str) -> None:
        if operation in ("members.active", "workspaces.of_user", "workspaces.create") and moment == "before":
            raise StoreUnavailable("The store did not answer.")

    house.hook = hook


def test_a_first_recording_makes_a_workspace_a_meeting_and_a_session(house: House) -> None:
    joined = house.join(principal=ADA, title="Planning")

    workspace = house.plain.workspaces.of_user(ADA.id)
    meeting = house.plain.meetings.get(joined.session.meeting_id or "")
    assert workspace is not None
    assert meeting is not None
    assert (workspace.name, workspace.slug, workspace.owner_id) == ("Ada's Workspace", "adas-workspace", ADA.id)
    assert (meeting.workspace_id, meeting.session_id, meeting.status) == (workspace.id, "s-1", MeetingStatus.LIVE)
    assert (meeting.title, meeting.organizer_id, meeting.actual_start) == ("Planning", ADA.id, NOON)
    assert (joined.session.workspace_id, joined.session.owner_id) == (workspace.id, ADA.id)
    assert joined.connection.workspace_id == workspace.id


@pytest.mark.parametrize(("zone", "hour"), [("UTC", 12), ("Asia/Tokyo", 21), ("Nowhere/Land", 12)])
def test_a_recording_without_a_title_is_called_by_its_own_time(house: House, zone: str, hour: int) -> None:
    joined = house.join(principal=ADA, title=None, time_zone=zone)

    assert joined.session.title == f"Meeting of {NOON:%Y-%m-%d} {hour}:00"


def test_a_second_recording_stays_in_the_workspace(house: House) -> None:
    first = house.join(principal=ADA)
    second = house.join(principal=ADA, session_id="s-2")

    assert second.session.workspace_id == first.session.workspace_id
    assert second.session.meeting_id != first.session.meeting_id
    assert len(house.memory.workspaces) == 1


def test_a_session_is_recorded_even_where_its_workspace_cannot_be_made(house: House) -> None:
    no_workspaces(house)
    joined = house.join(principal=ADA)
    house.hook = None

    assert (joined.session.owner_id, joined.session.workspace_id, joined.session.meeting_id) == (ADA.id, None, None)
    assert house.append(joined, a_batch(1)).seqs == ((1, 5),)


def test_a_session_without_a_workspace_is_linked_when_there_is_one(house: House) -> None:
    no_workspaces(house)
    house.join(principal=ADA, title="Planning")
    house.hook = None

    linked = link_waiting_sessions(ADA, workspace_of(ADA, house.stores, house.clock), house.stores, house.clock)

    session = house.session()
    meeting = house.plain.meetings.get(session.meeting_id or "")
    assert linked == 1
    assert meeting is not None
    assert (meeting.workspace_id, meeting.title, meeting.status) == (
        session.workspace_id,
        "Planning",
        MeetingStatus.LIVE,
    )
    assert link_waiting_sessions(ADA, workspace_of(ADA, house.stores, house.clock), house.stores, house.clock) == 0


def test_a_session_without_a_workspace_is_linked_at_its_seal(house: House) -> None:
    no_workspaces(house)
    joined = house.join(principal=ADA)
    house.hook = None
    house.append(joined, a_batch(1))
    workspace = workspace_of(ADA, house.stores, house.clock)

    house.finalize()

    session = house.session()
    meeting = house.plain.meetings.get(session.meeting_id or "")
    assert session.workspace_id == workspace.id
    assert meeting is not None
    assert (meeting.status, meeting.statistics.total_segments) == (MeetingStatus.COMPLETED, 5)
    assert sum(day.meetings for day in house.memory.days) == 1


def test_simultaneous_first_recordings_share_one_workspace(house: House) -> None:
    house.during("sessions.open", "before", lambda: house.join(principal=ADA, session_id="s-2"))

    first = house.join(principal=ADA)

    assert first.session.workspace_id == house.session("s-2").workspace_id
    assert len(house.memory.workspaces) == 1


def test_people_with_the_same_name_get_different_slugs(house: House) -> None:
    other_ada = a_user("Ada Byron", id="sub-ada-2")
    house.during("sessions.open", "before", lambda: house.join(principal=other_ada, session_id="s-2"))

    house.join(principal=ADA)

    slugs = sorted(workspace.slug for workspace in house.memory.workspaces.values())
    assert slugs[0] == "adas-workspace"
    assert slugs[1].startswith("adas-workspace-")


def test_joining_twice_at_once_makes_one_session_and_one_meeting(house: House) -> None:
    house.during("sessions.open", "before", lambda: house.join(principal=ADA))

    joined = house.join(principal=ADA)

    assert joined.session.epoch == 1
    assert len(house.memory.sessions) == len(house.memory.meetings) == 1


def test_an_anonymous_recording_has_no_meeting_and_two_capabilities_told_once(house: House) -> None:
    joined = house.join()
    again = house.join(capability=joined.capability)

    assert (joined.session.meeting_id, joined.session.owner_id, joined.session.workspace_id) == (None, None, None)
    assert joined.capability != joined.read_capability
    assert len(joined.capability or "") >= 43
    assert (again.capability, again.read_capability) == (None, None)
    assert house.memory.meetings == {}


def test_a_capability_that_a_client_brings_along_survives_a_lost_answer(house: House) -> None:
    mine = "c" * 43
    assert house.join(capability=mine).capability == mine

    assert house.join(capability=mine).session.epoch == 1
    with pytest.raises(Forbidden):
        house.join(capability="d" * 43)


def test_a_guessable_capability_is_not_taken(house: House) -> None:
    assert house.join(capability="short").capability != "short"


def test_a_read_capability_lets_view_and_not_record(house: House) -> None:
    secret = house.join().read_capability

    assert house.join(role=Role.VIEWER, capability=secret, instance_id="eye").resume_token is None
    with pytest.raises(Forbidden):
        house.join(capability=secret, instance_id="tab-2")


@pytest.mark.parametrize("stranger", [BO, Anonymous()])
@pytest.mark.parametrize("role", [Role.RECORDER, Role.VIEWER])
def test_a_foreign_session_is_closed(house: House, stranger: object, role: Role) -> None:
    house.join(principal=ADA)

    with pytest.raises(Forbidden):
        house.join(principal=stranger, role=role, instance_id="thief")
    assert house.session().recorder_id == "tab-1"


def test_a_colleague_of_the_workspace_may_view_and_record(house: House) -> None:
    workspace_id = house.join(principal=ADA).session.workspace_id or ""
    house.memory.members[workspace_id, BO.id] = Membership(
        workspace_id, BO.id, WorkspaceRole.MEMBER, BO.name, BO.email, NOON
    )

    assert house.join(principal=BO, role=Role.VIEWER, instance_id="eye").session.id == "s-1"
    assert house.join(principal=BO, instance_id="tab-2").session.epoch == 2


def test_a_viewer_needs_a_session_that_is_there(house: House) -> None:
    with pytest.raises(NotFound):
        house.join(role=Role.VIEWER, principal=ADA)


def test_an_expired_sign_in_joins_nothing(house: House) -> None:
    with pytest.raises(Unauthorized):
        house.join(principal=a_user(expires_at=NOON))
    assert house.memory.sessions == {}


def test_a_resume_token_lets_the_same_recorder_back_in_without_a_sign_in(house: House) -> None:
    token = house.join(principal=ADA).resume_token

    again = house.join(resume_token=token)

    assert again.session.epoch == 1
    assert again.resume_token not in (None, token)
    with pytest.raises(Forbidden):
        house.join(resume_token=token)


@pytest.mark.parametrize(
    ("principal", "session_id", "instance_id"),
    [(Anonymous(), "s-2", "tab-1"), (Anonymous(), "s-1", "tab-2"), (BO, "s-1", "tab-1")],
    ids=["another session", "another recorder", "another user"],
)
def test_a_stolen_resume_token_is_no_use(house: House, principal: Anonymous, session_id: str, instance_id: str) -> None:
    token = house.join(principal=ADA).resume_token
    house.join(principal=ADA, session_id="s-2")

    with pytest.raises(Forbidden):
        house.join(principal=principal, session_id=session_id, instance_id=instance_id, resume_token=token)


def test_the_same_recorder_comes_back_under_its_epoch_and_is_told_what_is_stored(house: House) -> None:
    joined = house.join(principal=ADA)
    house.append(joined, a_batch(1))
    house.append(joined, a_batch(11))

    again = house.join(principal=ADA)

    assert (again.session.epoch, again.stored) == (1, ((1, 5), (11, 15)))
    assert house.append(joined, a_batch(6)).seqs == ((6, 10),)


def test_another_recorder_takes_over_and_the_first_is_fenced(house: House) -> None:
    first = house.join(principal=ADA)
    second = house.join(principal=ADA, instance_id="tab-2")

    assert second.session.epoch == 2
    with pytest.raises(Fenced):
        house.append(first, a_batch(1))
    assert house.append(second, a_batch(1)).seqs == ((1, 5),)


def test_of_two_recorders_at_once_the_later_one_writes(house: House) -> None:
    house.join(principal=ADA)
    house.during("sessions.admit_recorder", "before", lambda: house.join(principal=ADA, instance_id="tab-2"))
    third = house.join(principal=ADA, instance_id="tab-3")

    assert (third.session.epoch, third.connection.epoch) == (3, 3)
    assert house.session().recorder_id == "tab-3"


def test_a_connection_belongs_to_the_first_session_it_joins(house: House) -> None:
    joined = house.join(principal=ADA)

    with pytest.raises(BadFrame):
        house.join(a_join("s-2"), joined.connection)


def test_recording_a_scheduled_meeting_starts_that_meeting(house: House) -> None:
    workspace = workspace_of(ADA, house.stores, house.clock)
    scheduled = a_meeting(workspace.id, "m-1", title="Review", status=MeetingStatus.SCHEDULED, session_id=None)
    house.plain.meetings.save(scheduled)

    joined = house.join(principal=ADA, meeting_id="m-1", title="ignored")

    meeting = house.plain.meetings.get("m-1")
    assert meeting is not None
    assert (joined.session.meeting_id, joined.session.title) == ("m-1", "Review")
    assert (meeting.status, meeting.session_id, meeting.actual_start) == (MeetingStatus.LIVE, "s-1", NOON)


def test_a_meeting_that_is_taken_or_foreign_is_left_alone(house: House) -> None:
    workspace = workspace_of(ADA, house.stores, house.clock)
    scheduled = a_meeting(workspace.id, "m-1", status=MeetingStatus.SCHEDULED, session_id=None)
    foreign = a_meeting(a_workspace(BO).id, "m-2", status=MeetingStatus.SCHEDULED, session_id=None)
    for meeting in (scheduled, foreign):
        house.plain.meetings.save(meeting)
    house.during("sessions.open", "before", lambda: house.join(principal=ADA, session_id="s-2", meeting_id="m-1"))

    first = house.join(principal=ADA, meeting_id="m-1")
    second = house.join(principal=ADA, session_id="s-3", meeting_id="m-2")

    assert house.session("s-2").meeting_id == "m-1"
    assert first.session.meeting_id not in (None, "m-1")
    assert second.session.meeting_id not in (None, "m-2")
    assert house.plain.meetings.get("m-2") == foreign


def test_a_start_in_the_future_is_not_believed(house: House) -> None:
    past = house.join(principal=ADA, started_at=NOON - timedelta(days=300))
    future = house.join(principal=ADA, session_id="s-2", started_at=NOON + timedelta(days=300))

    assert past.session.started_at == NOON - timedelta(days=300)
    assert future.session.started_at == NOON + timedelta(minutes=1)


def test_an_erased_session_is_closed_for_good(house: House) -> None:
    joined = house.join(principal=ADA)
    house.memory.sessions["s-1"] = replace(joined.session, status=SessionStatus.ERASED)

    with pytest.raises(Sealed):
        house.join(principal=ADA)


def test_a_seal_during_the_join_is_in_its_answer(house: House) -> None:
    house.join(principal=ADA)
    house.during("connections.join", "before", lambda: house.finalizer.finalize("s-1"))

    again = house.join(principal=ADA)

    assert (again.session.status, again.session.revision) == (SessionStatus.COMPLETED, 1)
