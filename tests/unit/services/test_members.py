"""Being let into a workspace, changing roles, going."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import a_batch, a_user
from tests.fakes.house import House

from mina.domain.errors import Conflict, Fenced, Forbidden, NotFound
from mina.domain.membership import Membership, WorkspaceRole
from mina.domain.principal import User
from mina.domain.session import Role
from mina.services import members
from mina.services.invitations import (
    MOST_OPEN,
    NewInvitation,
    accept,
    invite,
    look_at,
    open_invitations,
    revoke_invitation,
)
from mina.services.workspaces import link_waiting_sessions, workspace_of

ADA, BO, CY = a_user(), a_user("Bo Diddley"), a_user("Cy Twombly")
OWNER, MEMBER, VIEWER = WorkspaceRole.OWNER, WorkspaceRole.MEMBER, WorkspaceRole.VIEWER


def invited(house: House, role: WorkspaceRole = MEMBER, days: int = 7, max_uses: int = 1) -> str:
    """The token of a link into Ada's workspace."""
    workspace = workspace_of(ADA, house.stores, house.clock)
    return invite(NewInvitation(role, days, max_uses), workspace.id, ADA, house.stores, house.clock)[1]


def let_in(house: House, user: User, role: WorkspaceRole = MEMBER) -> Membership:
    return accept(invited(house, role), user, house.stores, house.clock)[0]


def test_whoever_accepts_belongs_to_the_workspace_works_in_it_and_keeps_their_own(house: House) -> None:
    workspace_of(BO, house.stores, house.clock)
    house.clock.time += timedelta(seconds=1)
    membership, is_new = accept(invited(house, VIEWER), BO, house.stores, house.clock)

    assert is_new
    assert (membership.role, membership.name) == (VIEWER, BO.name)
    assert workspace_of(BO, house.stores, house.clock).id == membership.workspace_id
    own, joined = house.stores.members.of_user(BO.id)
    assert (own.role, joined) == (OWNER, membership)
    members.choose(own.workspace_id, BO.id, house.stores)
    assert house.stores.members.active(BO.id) == own


def test_a_link_lets_in_as_many_as_it_says(house: House) -> None:
    token = invited(house, max_uses=1)
    accept(token, BO, house.stores, house.clock)

    with pytest.raises(NotFound):
        accept(token, CY, house.stores, house.clock)
    assert house.stores.members.of_user(CY.id) == []


def test_of_two_who_accept_at_once_one_gets_the_last_place(house: House) -> None:
    token = invited(house)
    house.during("invitations.accept", "before", lambda: accept(token, CY, house.plain, house.clock))

    with pytest.raises(Conflict):
        accept(token, BO, house.stores, house.clock)
    workspace_id = look_at(invited(house), house.plain, house.clock)[1].id
    assert {one.user_id for one in house.plain.members.of_workspace(workspace_id)} == {ADA.id, CY.id}


def test_accepting_twice_costs_no_place_and_changes_no_role(house: House) -> None:
    let_in(house, BO, MEMBER)
    token = invited(house, VIEWER)

    membership, is_new = accept(token, BO, house.stores, house.clock)

    assert (membership.role, is_new) == (MEMBER, False)
    assert look_at(token, house.stores, house.clock)[0].uses == 0


def test_a_link_leads_nowhere_once_it_is_old_or_revoked(house: House) -> None:
    old, revoked = invited(house, days=1), invited(house, days=30)
    workspace = workspace_of(ADA, house.stores, house.clock)
    house.clock.time += timedelta(days=1)
    (left,) = open_invitations(workspace.id, house.stores, house.clock)
    revoke_invitation(left.id, workspace.id, house.stores)

    for token in (old, revoked, "x" * 43):
        with pytest.raises(NotFound):
            accept(token, BO, house.stores, house.clock)
    with pytest.raises(NotFound):
        revoke_invitation(left.id, workspace.id, house.stores)


@pytest.mark.parametrize("how", ["sent away", "no owner any more"])
def test_nobody_comes_back_by_a_link_of_their_own(house: House, how: str) -> None:
    workspace_id = let_in(house, BO).workspace_id
    members.change_role(workspace_id, BO.id, OWNER, house.stores)
    token = invite(NewInvitation(MEMBER, 7, 5), workspace_id, BO, house.stores, house.clock)[1]

    if how == "sent away":
        members.remove(workspace_id, BO.id, house.stores)
    else:
        members.change_role(workspace_id, BO.id, MEMBER, house.stores)

    with pytest.raises(NotFound):
        accept(token, BO if how == "sent away" else CY, house.stores, house.clock)
    assert BO.id not in {one.created_by for one in open_invitations(workspace_id, house.stores, house.clock)}


def test_a_token_is_kept_as_a_hash(house: House) -> None:
    token = invited(house)

    assert len(token) >= 43
    assert token not in repr(house.memory)


def test_open_invitations_are_bounded(house: House) -> None:
    for _ in range(MOST_OPEN):
        invited(house)

    with pytest.raises(Conflict):
        invited(house)


def test_the_last_owner_stays_one(house: House) -> None:
    workspace_id = workspace_of(ADA, house.stores, house.clock).id
    let_in(house, BO)

    attempts: list[Callable[[], object]] = [
        lambda: members.remove(workspace_id, ADA.id, house.stores),
        lambda: members.change_role(workspace_id, ADA.id, MEMBER, house.stores),
    ]
    for attempt in attempts:
        with pytest.raises(Conflict):
            attempt()
    members.change_role(workspace_id, BO.id, OWNER, house.stores)
    members.remove(workspace_id, ADA.id, house.stores)

    assert [one.user_id for one in house.stores.members.of_workspace(workspace_id)] == [BO.id]
    assert workspace_of(ADA, house.stores, house.clock).id != workspace_id


def test_of_two_owners_who_go_at_once_one_stays(house: House) -> None:
    workspace_id = workspace_of(ADA, house.stores, house.clock).id
    let_in(house, BO)
    members.change_role(workspace_id, BO.id, OWNER, house.stores)
    house.during("members.remove", "before", lambda: members.remove(workspace_id, BO.id, house.plain))

    with pytest.raises(Conflict):
        members.remove(workspace_id, ADA.id, house.stores)
    assert [one.user_id for one in house.plain.members.of_workspace(workspace_id)] == [ADA.id]


def test_a_stranger_s_membership_is_not_there(house: House) -> None:
    workspace_id = workspace_of(ADA, house.stores, house.clock).id

    attempts: list[Callable[[], object]] = [
        lambda: members.remove(workspace_id, BO.id, house.stores),
        lambda: members.change_role(workspace_id, BO.id, VIEWER, house.stores),
        lambda: members.choose(workspace_id, BO.id, house.stores),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


@pytest.mark.parametrize("how", ["sent away", "made a viewer"])
def test_whoever_may_not_record_any_more_is_fenced_out_of_what_they_record(house: House, how: str) -> None:
    workspace_id = let_in(house, BO).workspace_id
    joined = house.join(principal=BO)
    house.append(joined, a_batch(1))

    if how == "sent away":
        members.remove(workspace_id, BO.id, house.stores)
    else:
        members.change_role(workspace_id, BO.id, VIEWER, house.stores)

    with pytest.raises(Fenced):
        house.append(joined, a_batch(6))
    with pytest.raises(Forbidden):
        house.join(principal=BO, resume_token=joined.resume_token)
    assert len(house.read()) == 5


def test_others_go_on_recording_when_somebody_is_sent_away(house: House) -> None:
    workspace_id = let_in(house, BO).workspace_id
    joined = house.join(principal=ADA)

    members.remove(workspace_id, BO.id, house.stores)

    assert house.append(joined, a_batch(1)).seqs


def test_an_open_socket_of_somebody_sent_away_hears_nothing_more(house: House) -> None:
    workspace_id = let_in(house, BO).workspace_id
    house.join(principal=ADA)
    watching = house.join(principal=BO, role=Role.VIEWER, instance_id="eye").connection

    members.remove(workspace_id, BO.id, house.stores)

    assert house.plain.connections.get(watching.id) is None
    assert watching.id not in house.plain.connections.of_workspace(workspace_id)


def test_a_socket_opened_while_working_elsewhere_hears_nothing_more_either(house: House) -> None:
    membership = let_in(house, BO)
    house.join(principal=ADA)
    watching = house.join(principal=BO, role=Role.VIEWER, instance_id="eye").connection
    own = next(one.workspace_id for one in house.stores.members.of_user(BO.id) if one != membership)
    house.plain.connections.join(replace(watching, workspace_id=own))

    members.remove(membership.workspace_id, BO.id, house.stores)

    assert [one.id for one in house.plain.connections.of_session("s-1") if one.principal == BO] == []


def test_what_somebody_recorded_before_they_joined_stays_theirs(house: House) -> None:
    waiting = replace(house.join(principal=BO).session, workspace_id=None, meeting_id=None)
    house.memory.sessions["s-1"] = waiting
    own = workspace_of(BO, house.stores, house.clock)

    let_in(house, BO)
    link_waiting_sessions(BO, workspace_of(BO, house.stores, house.clock), house.stores, house.clock)

    assert house.session().workspace_id == own.id


def test_a_recording_that_waits_for_a_workspace_does_not_go_where_its_owner_only_views(house: House) -> None:
    waiting = replace(house.join(principal=BO).session, workspace_id=None, meeting_id=None)
    house.memory.sessions["s-1"] = waiting
    let_in(house, BO, VIEWER)
    house.memory.sessions["s-1"] = waiting

    house.finalize(force=True)

    assert house.session().workspace_id is None


def test_waiting_recordings_are_linked_for_a_member(house: House) -> None:
    waiting = replace(house.join(principal=BO).session, workspace_id=None, meeting_id=None)
    let_in(house, BO, MEMBER)
    house.memory.sessions["s-1"] = waiting
    house.finalize(force=True)

    assert house.session().workspace_id == workspace_of(ADA, house.stores, house.clock).id
    assert link_waiting_sessions(BO, workspace_of(BO, house.stores, house.clock), house.stores, house.clock) == 0
