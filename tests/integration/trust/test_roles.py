"""Every route × every role of a workspace, and what a role means on a socket."""

from __future__ import annotations

import pytest
from tests.integration.trust.neighbours import Caller, Neighbours
from tests.integration.trust.test_authorization_matrix import BODIES, FRAMES, QUERIES, access_by_route, path_of

from mina.domain.membership import Membership, WorkspaceRole
from mina.domain.principal import User
from mina.domain.session import Role
from mina.edge.api.route import Access
from mina.edge.roles import EXCEPTIONS, required_role

OWNER, MEMBER, VIEWER = WorkspaceRole.OWNER, WorkspaceRole.MEMBER, WorkspaceRole.VIEWER


def colleague(near: Neighbours, name: str, role: WorkspaceRole) -> User:
    """Somebody who works in Ada's workspace, let in behind the API's back."""
    user = near.house.user(f"{name} Colleague")
    stores, clock = near.house.stores, near.house.clock
    workspace_id = near.ids["workspace_id"]
    if stores.members.get(workspace_id, user.id) is None:
        near.house.call(user, "GET", "/api/me")
        invitation = stores.invitations.of_workspace(workspace_id)[0]
        joined = Membership(workspace_id, user.id, role, user.name, user.email, clock.now())
        assert stores.invitations.accept(invitation, joined)
        near.house.call(user, "GET", "/api/me")
    return user


def forbidden(near: Neighbours, user: User) -> set[str]:
    found = set()
    for key, access in access_by_route().items():
        if access is not Access.OPEN and key not in OF_NO_WORKSPACE:
            method, path = path_of(key, near, "s-live")
            status, body = near.ask(Caller(user), method, path, BODIES.get(key), **QUERIES.get(key, {}))
            assert status < 500, (key, body)
            if status == 403:
                found.add(key)
    return found


ADAS_OWN = {f"{method} /api/meetings/{{id}}/comments/{{comment_id}}" for method in ("PATCH", "DELETE")}
"""Nobody changes what somebody else wrote in their own name, whatever their role."""
OF_NO_WORKSPACE = {key for key, role in EXCEPTIONS.items() if role is None}


def kept(near: Neighbours) -> list[str]:
    """Everything but the tickets that open a socket, and that somebody took a file with them, which counts."""
    rows = near.house.everything().splitlines()
    passing = ("TICKET#", "'meeting.exported'", "'USE#")
    return [row for row in rows if not any(name in row for name in passing)]


def needing(*roles: WorkspaceRole) -> set[str]:
    return {
        key for key, access in access_by_route().items() if access is not Access.OPEN and required_role(key) in roles
    }


def test_every_exception_of_the_table_is_a_route() -> None:
    assert set(EXCEPTIONS) - set(access_by_route()) == set()


def test_a_viewer_reads_and_changes_nothing(neighbours: Neighbours) -> None:
    vi = colleague(neighbours, "Vi", VIEWER)
    before = kept(neighbours)

    assert forbidden(neighbours, vi) == needing(MEMBER, OWNER)
    assert kept(neighbours) == before


def test_a_member_reaches_what_is_not_the_owners(neighbours: Neighbours) -> None:
    mo = colleague(neighbours, "Mo", MEMBER)

    assert forbidden(neighbours, mo) - ADAS_OWN == needing(OWNER)


@pytest.mark.parametrize("action", sorted(set(FRAMES) - {"ping"}))
def test_a_viewer_of_the_workspace_records_nothing(neighbours: Neighbours, action: str) -> None:
    vi = colleague(neighbours, "Vi", VIEWER)
    socket = neighbours.connection(vi, None)

    reply = neighbours.say(socket, {"action": action, **FRAMES[action]})
    fresh = neighbours.say(socket, {"action": action, **FRAMES[action], "session_id": "s-vi"})

    assert reply["code"] in {"FORBIDDEN", "BAD_FRAME"}
    assert fresh["code"] in {"FORBIDDEN", "BAD_FRAME"}
    assert neighbours.house.stores.sessions.get("s-vi") is None


def test_a_viewer_of_the_workspace_watches(neighbours: Neighbours) -> None:
    vi = colleague(neighbours, "Vi", VIEWER)
    neighbours.house.record(neighbours.ada, [], "s-watched")
    socket = neighbours.connection(vi, None)

    frame = {"action": "join_session", "session_id": "s-watched", "instance_id": "tab-9", "role": "viewer"}

    assert neighbours.say(socket, frame)["type"] == "session_joined"


def test_whoever_is_sent_away_is_out_with_the_next_request_and_frame(neighbours: Neighbours) -> None:
    near, house = neighbours, neighbours.house
    zoe = colleague(near, "Zoe", MEMBER)
    watching = near.connection(zoe, "s-live", Role.VIEWER)
    joined = house.record(zoe, [("Zoe", "Still here.")], "s-zoe")
    path = f"/api/meetings/{joined.session.meeting_id}"
    assert house.call(zoe, "GET", path).status == 200

    house.call(near.ada, "DELETE", f"/api/workspace/members/{zoe.id}")

    assert house.call(zoe, "GET", path).status == 404
    assert house.call(zoe, "GET", "/api/sessions/s-zoe").status == 404
    assert house.stores.connections.get(watching) is None
    late = {"action": "segments", **FRAMES["segments"]}
    assert near.say("c-s-zoe", late)["code"] == "FORBIDDEN"
    session = house.stores.sessions.get("s-zoe")
    assert session
    assert session.recorder_id is None
    resume = {"action": "join_session", "session_id": "s-zoe", "instance_id": "tab-1"}
    again = near.say(near.connection(zoe, None), {**resume, "resume_token": joined.resume_token})
    assert again["code"] == "FORBIDDEN"
    assert house.call(near.ada, "GET", path).status == 200, "what she recorded stays"
