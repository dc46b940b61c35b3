"""A user's workspace: there from the first time that it is needed."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mina.domain.errors import StoreUnavailable
from mina.domain.meeting import RECORDED_LIVE, Meeting, MeetingStatus
from mina.domain.membership import WorkspaceRole
from mina.domain.session import Session, SessionStatus
from mina.domain.workspace import Workspace, default_name, slug_of
from mina.ports.stored import OpenOutcome
from mina.services.access import require_role
from mina.services.days import whole_day_delta

if TYPE_CHECKING:
    from mina.domain.principal import User
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

SLUG_TRIES = 6
SECOND_THOUGHTS = timedelta(hours=1)


def workspace_of(user: User, stores: Stores, clock: Clock) -> Workspace:
    """The user's workspace, created where there is none. Any number of simultaneous calls create one."""
    for attempt in range(SLUG_TRIES):
        existing = stores.workspaces.of_user(user.id)
        if existing:
            return existing
        workspace = new_workspace(user, clock, attempt)
        if stores.workspaces.create(workspace, user) is OpenOutcome.OPENED:
            return workspace
    raise StoreUnavailable("The workspace could not be created; try again.")


def change_settings(workspace: Workspace, stores: Stores, clock: Clock) -> None:
    """Keep them. What is too old by them goes an hour later at the earliest, so that a slip can be taken back."""
    keeps_all = workspace.retention_days is None and workspace.audio_retention_days is None
    stores.workspaces.edit(workspace, None if keeps_all else clock.now() + SECOND_THOUGHTS)


def recording_workspace(user_id: str, stores: Stores) -> Workspace | None:
    """The workspace that the user works in; None where they have none. Raises `Forbidden` for a viewer."""
    active = stores.members.active(user_id)
    if active is None:
        return None
    require_role(active.role, WorkspaceRole.MEMBER)
    return stores.workspaces.get(active.workspace_id)


def new_workspace(user: User, clock: Clock, attempt: int) -> Workspace:
    """A draft; from the second attempt on its slug ends in random letters, because the plain one is taken."""
    name = default_name(user.first_name)
    return Workspace(
        id=secrets.token_hex(12),
        name=name,
        slug=slug_of(name, secrets.token_hex(3) if attempt else ""),
        owner_id=user.id,
        created_at=clock.now(),
    )


def link_waiting_sessions(user: User, workspace: Workspace, stores: Stores, clock: Clock) -> int:
    """Give the user's sessions that were recorded without a workspace their place in it; answers how many."""
    linked = 0
    for waiting in stores.sessions.without_workspace(user.id):
        if link(waiting, workspace, user.id, stores, clock):
            from mina.services.aftermath import take_in  # much to load for what hardly ever waits

            linked += 1
            take_in(stores.sessions.get(waiting.id) or waiting, stores, clock)
    return linked


def link(session: Session, workspace: Workspace, user_id: str, stores: Stores, clock: Clock) -> bool:
    """Put a session into a workspace, with a meeting made from what it holds. False where it has one already."""
    in_workspace = replace(session, workspace_id=workspace.id)
    return stores.sessions.link(session, meeting_of(session, workspace, user_id, clock), whole_day_delta(in_workspace))


def meeting_of(session: Session, workspace: Workspace, user_id: str, clock: Clock) -> Meeting:
    """The meeting that stands for `session` on the dashboard."""
    is_over = session.status is SessionStatus.COMPLETED
    return Meeting(
        id=session.meeting_id or secrets.token_hex(12),
        workspace_id=workspace.id,
        organizer_id=user_id,
        title=session.title,
        description=RECORDED_LIVE,
        meeting_type=session.meeting_type,
        status=MeetingStatus.COMPLETED if is_over else MeetingStatus.LIVE,
        created_at=session.created_at or clock.now(),
        actual_start=session.started_at,
        actual_end=session.completed_at,
        session_id=session.id,
        statistics=session.statistics,
        speakers=session.speakers,
        pipeline=session.pipeline,
        recording_enabled=session.recording_enabled,
    )
