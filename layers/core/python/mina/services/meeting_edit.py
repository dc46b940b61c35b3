"""People change what a meeting is called, and schedule new ones."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mina.domain.errors import Conflict, PreconditionFailed
from mina.domain.meeting import Meeting, MeetingStatus
from mina.services.listing import own_meeting
from mina.services.search.index import index_meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from mina.domain.principal import User
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

TRIES = 6


@dataclass(frozen=True, slots=True)
class NewMeeting:
    title: str
    description: str = ""
    meeting_type: str = "general"
    scheduled_at: datetime | None = None
    expected: tuple[str, ...] = ()


def schedule(new: NewMeeting, by: User, workspace_id: str, stores: Stores, clock: Clock) -> Meeting:
    """A meeting that will take place; a recorder starts it by naming its id when it joins."""
    meeting = Meeting(
        id=secrets.token_hex(12),
        workspace_id=workspace_id,
        organizer_id=by.id,
        title=new.title,
        description=new.description,
        meeting_type=new.meeting_type,
        status=MeetingStatus.SCHEDULED,
        created_at=clock.now(),
        scheduled_at=new.scheduled_at,
        expected=new.expected,
    )
    if not stores.meetings.save(meeting):
        raise Conflict("The meeting could not be stored; try again.")
    return meeting


def rename(
    meeting_id: str, workspace_id: str, fields: Mapping[str, object], if_version: int | None, stores: Stores
) -> Meeting:
    """Set title, description, type, time and who is expected, as far as they are in `fields`.

    Raises as `change_meeting` does.
    """

    def changed(meeting: Meeting) -> Meeting:
        return replace(meeting, **dict(fields))  # type: ignore[arg-type]  # checked by whoever read the body

    meeting = change_meeting(meeting_id, workspace_id, changed, if_version, stores)
    if "title" in fields:
        index_meeting(meeting, stores)
    return meeting


def change_meeting(
    meeting_id: str,
    workspace_id: str,
    change: Callable[[Meeting], Meeting],
    if_version: int | None,
    stores: Stores,
) -> Meeting:
    """Apply `change` to the meeting as it is now, without touching what the pipeline writes.

    Raises `NotFound`, and `PreconditionFailed` where it is not at `if_version`; None: the last writer wins.
    """
    for _ in range(TRIES):
        meeting = own_meeting(meeting_id, workspace_id, stores)
        if if_version is not None and meeting.version != if_version:
            raise PreconditionFailed("The meeting has changed meanwhile; read it again.")
        changed = replace(change(meeting), version=meeting.version + 1)
        if stores.meetings.edit(changed):
            return changed
    raise Conflict("The meeting keeps changing; try again.")
