"""The people of a workspace: who they are, what they may, and how they go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.errors import Conflict, NotFound
from mina.domain.meeting import MeetingStatus
from mina.domain.membership import Membership, WorkspaceRole
from mina.domain.principal import User
from mina.domain.session import Role, Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mina.domain.connection import Connection
    from mina.ports.stores import Stores

TRIES = 3
LIVE_AT_ONCE = 200
LAST_OWNER = "A workspace keeps at least one owner: make somebody else one first."


def change_role(workspace_id: str, user_id: str, role: WorkspaceRole, stores: Stores) -> Membership:
    """Raises `NotFound` for somebody who does not belong to the workspace, `Conflict` for its last owner."""
    for _ in range(TRIES):
        membership = _membership(workspace_id, user_id, stores)
        if membership.role is role:
            return membership
        _refuse_last_owner(membership, stores)
        if stores.members.change_role(membership, role):
            if not role.covers(WorkspaceRole.MEMBER):
                stop_recording(membership, stores)
            return replace(membership, role=role)
    raise Conflict("The membership keeps changing; try again.")


def remove(workspace_id: str, user_id: str, stores: Stores) -> Membership:
    """Somebody goes, or is sent away. What they recorded stays; what they are recording goes on without them.

    Raises as `change_role`.
    """
    for _ in range(TRIES):
        membership = _membership(workspace_id, user_id, stores)
        _refuse_last_owner(membership, stores)
        if stores.members.remove(membership):
            stop_recording(membership, stores)
            hang_up(membership, stores)
            return membership
    raise Conflict("The membership keeps changing; try again.")


def choose(workspace_id: str, user_id: str, stores: Stores) -> Membership:
    """From now on the user works in this workspace. Raises `NotFound` where they do not belong to it."""
    membership = stores.members.get(workspace_id, user_id)
    if membership is None or not stores.members.choose(membership):
        raise NotFound("There is no such workspace.")
    return membership


def hang_up(membership: Membership, stores: Stores) -> None:
    """Their open sockets hear nothing of the workspace and its live meetings any more."""
    known = [stores.connections.get(name) for name in stores.connections.of_workspace(membership.workspace_id)]
    watching = [
        one for session in _live_sessions(membership, stores) for one in stores.connections.of_session(session.id)
    ]
    for connection in (*known, *watching):
        if connection and _is_theirs(connection, membership):
            stores.connections.leave(connection.id)


def stop_recording(membership: Membership, stores: Stores) -> None:
    """Their recorders are fenced out, as if another had taken over. What was said stays; the sweeper ends it."""
    for session in _live_sessions(membership, stores):
        sockets = stores.connections.of_session(session.id)
        is_recording = any(one.role is Role.RECORDER and _is_theirs(one, membership) for one in sockets)
        if is_recording or session.owner_id == membership.user_id:
            fenced = replace(session, recorder_id=None, epoch=session.epoch + 1, resume_token_hash=None)
            stores.sessions.admit_recorder(fenced, expected_epoch=session.epoch)


def _live_sessions(membership: Membership, stores: Stores) -> Iterator[Session]:
    live, _ = stores.meetings.page(membership.workspace_id, MeetingStatus.LIVE, LIVE_AT_ONCE, None)
    for meeting in live:
        session = stores.sessions.get(meeting.session_id) if meeting.session_id else None
        if session and session.is_open:
            yield session


def _is_theirs(connection: Connection, membership: Membership) -> bool:
    return isinstance(connection.principal, User) and connection.principal.id == membership.user_id


def _membership(workspace_id: str, user_id: str, stores: Stores) -> Membership:
    membership = stores.members.get(workspace_id, user_id)
    if membership is None:
        raise NotFound("Nobody of this workspace has this id.")
    return membership


def _refuse_last_owner(membership: Membership, stores: Stores) -> None:
    if membership.role is not WorkspaceRole.OWNER:
        return
    owners = [one for one in stores.members.of_workspace(membership.workspace_id) if one.role is WorkspaceRole.OWNER]
    if len(owners) < 2:
        raise Conflict(LAST_OWNER)
