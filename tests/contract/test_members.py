"""Memberships and invitations, in memory and in the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.builders import NOON, a_user, a_workspace

from mina.domain.membership import Invitation, Membership, WorkspaceRole
from mina.domain.principal import User
from mina.domain.workspace import Workspace
from mina.ports.stores import Stores

ADA, BO, CY = a_user(), a_user("Bo Diddley"), a_user("Cy Twombly")
OWNER, MEMBER, VIEWER = WorkspaceRole.OWNER, WorkspaceRole.MEMBER, WorkspaceRole.VIEWER


def settled(stores: Stores, *users: User) -> list[Workspace]:
    """A workspace for each."""
    made = [a_workspace(user, id=f"ws-{user.id}", slug=f"of-{user.id}") for user in users]
    for workspace, user in zip(made, users, strict=True):
        stores.workspaces.create(workspace, user)
    return made


def a_link(workspace: Workspace, **fields: object) -> Invitation:
    made_up = {"id": "i-1", "token_hash": "h-1", "role": MEMBER, "created_by": ADA.id, "created_at": NOON}
    return Invitation(**{**made_up, "workspace_id": workspace.id, "expires_at": NOON + timedelta(days=7), **fields})  # type: ignore[arg-type]


def a_membership(workspace: Workspace, user: User, role: WorkspaceRole = MEMBER) -> Membership:
    return Membership(workspace.id, user.id, role, user.name, user.email, NOON + timedelta(hours=1))


def test_whoever_makes_a_workspace_owns_it_and_works_in_it(stores: Stores) -> None:
    (workspace,) = settled(stores, ADA)
    owner = Membership(workspace.id, ADA.id, OWNER, ADA.name, ADA.email, workspace.created_at)

    assert stores.members.get(workspace.id, ADA.id) == owner
    assert stores.members.of_user(ADA.id) == stores.members.of_workspace(workspace.id) == [owner]
    assert stores.members.active(ADA.id) == owner
    assert stores.members.get(workspace.id, BO.id) is None
    assert stores.members.active(BO.id) is None


def test_an_invitation_is_accepted_as_often_as_it_says(stores: Stores) -> None:
    workspace, *_ = settled(stores, ADA, BO, CY)
    link = a_link(workspace)
    stores.invitations.put(link)

    assert stores.invitations.by_token("h-1") == link
    assert stores.invitations.accept(link, a_membership(workspace, BO))
    assert not stores.invitations.accept(link, a_membership(workspace, CY))
    assert stores.invitations.by_token("h-1") == replace(link, uses=1)
    assert stores.invitations.of_workspace(workspace.id) == [replace(link, uses=1)]
    assert stores.members.active(BO.id) == a_membership(workspace, BO)
    assert stores.members.get(workspace.id, CY.id) is None


def test_nobody_joins_twice(stores: Stores) -> None:
    (workspace,) = settled(stores, ADA)
    link = a_link(workspace, max_uses=5)
    stores.invitations.put(link)

    assert not stores.invitations.accept(link, a_membership(workspace, ADA, VIEWER))
    assert stores.invitations.by_token("h-1") == link
    stores.invitations.remove(link)
    assert stores.invitations.by_token("h-1") is None
    assert stores.invitations.of_workspace(workspace.id) == []


def test_a_user_works_where_they_choose_and_goes_home_from_where_they_are_removed(stores: Stores) -> None:
    workspace, own = settled(stores, ADA, BO)
    stores.invitations.put(a_link(workspace))
    joined = a_membership(workspace, BO)
    stores.invitations.accept(a_link(workspace), joined)
    mine = stores.members.of_user(BO.id)

    assert stores.members.choose(mine[0])
    assert stores.workspaces.id_of_user(BO.id) == own.id
    assert stores.members.choose(joined)
    assert stores.members.remove(joined)
    assert stores.workspaces.of_user(BO.id) == own
    assert not stores.members.choose(joined)
    assert not stores.members.remove(joined)
    assert stores.members.of_user(BO.id) == mine[:1]


def test_roles_change_and_the_last_owner_stays(stores: Stores) -> None:
    workspace, _ = settled(stores, ADA, BO)
    stores.invitations.put(a_link(workspace))
    joined = a_membership(workspace, BO)
    stores.invitations.accept(a_link(workspace), joined)
    ada = stores.members.get(workspace.id, ADA.id)
    assert ada is not None

    assert not stores.members.change_role(ada, MEMBER)
    assert not stores.members.remove(ada)
    assert stores.members.change_role(joined, OWNER)
    assert not stores.members.change_role(joined, VIEWER), "it is not as it was read"
    assert stores.members.change_role(ada, VIEWER)
    assert [one.role for one in stores.members.of_workspace(workspace.id)] == [VIEWER, OWNER]
    assert stores.members.of_user(ADA.id) == [replace(ada, role=VIEWER)]
    assert not stores.members.remove(replace(joined, role=OWNER))


def test_a_visit_is_remembered_by_its_day(stores: Stores) -> None:
    settled(stores, ADA)
    ada = stores.members.active(ADA.id)
    assert ada is not None

    married = replace(ada, name="Ada King", email=None)

    stores.members.see(married, NOON.date())

    assert stores.members.active(ADA.id) == replace(married, seen_on=NOON.date())
    assert stores.members.of_workspace(ada.workspace_id) == stores.members.of_user(ADA.id)
