"""A workspace that is older than memberships belongs to its founder."""

from __future__ import annotations

from tests.builders import NOON, a_user, a_workspace
from tests.dynamo import dynamo_stores

from mina.adapters.dynamodb.items import UserItem, WorkspaceItem
from mina.domain.membership import WorkspaceRole


def test_the_founder_is_its_owner_from_their_first_visit_on_and_nobody_else_is() -> None:
    ada, bo, workspace = a_user(), a_user("Bo Diddley"), a_workspace(id="ws-old", slug="old")
    with dynamo_stores() as stores:
        UserItem("USER#sub-ada", "USER", name=ada.name, workspace_id="ws-old", created_at=NOON).save()
        WorkspaceItem(
            "WS#ws-old", "WORKSPACE", name="Old", slug="old", owner_id=workspace.owner_id, created_at=NOON
        ).save()

        assert stores.members.get("ws-old", bo.id) is None
        active = stores.members.active(ada.id)

        assert active is not None
        assert active.role is WorkspaceRole.OWNER
        assert stores.members.of_workspace("ws-old") == stores.members.of_user(ada.id) == [active]
        assert stores.members.get("ws-old", ada.id) == active
        assert not stores.members.remove(active)
