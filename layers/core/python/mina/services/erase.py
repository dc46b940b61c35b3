"""Erasing a meeting: first nothing comes in any more, then everything goes, then a receipt says so."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from mina.domain.archive import archive_prefix
from mina.domain.audit import AuditAction, AuditEntry
from mina.domain.errors import Conflict, NotFound
from mina.ports.erasure import Receipt
from mina.services.days import day_of, minus_day_delta

if TYPE_CHECKING:
    from mina.domain.meeting import Meeting
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores
    from mina.ports.uploads import Objects

TRIES = 5
BY_RETENTION = "retention"


def erase_meeting(
    meeting_id: str, workspace_id: str, by: str | None, stores: Stores, objects: Objects | None, clock: Clock
) -> Receipt:
    """Erase the meeting, its words, its insights and all that was made of them; answers what was erased.

    `by` is a user's id; None: it is older than its workspace keeps meetings.

    A call that died half way is finished by the next one. Raises `NotFound` alike where there is no such meeting and
    where it is somebody else's.
    """
    meeting = stores.meetings.get(meeting_id)
    if meeting is None or meeting.workspace_id != workspace_id:
        raise NotFound("There is no such meeting.")
    _begin(meeting_id, by, stores, clock)
    session = stores.sessions.get(meeting.session_id) if meeting.session_id else None
    entries = 0
    if session:
        stores.days.contribute(workspace_id, day_of(session), session.id, None)
        entries = stores.search.remove(workspace_id, session.id, session.started_at)
    swept = stores.erasure.sweep(meeting.id, meeting.session_id)
    told = stores.once.erase(workspace_id, meeting_id) + stores.voices.erase(workspace_id, meeting_id)
    stores.archives.void(workspace_id)  # an export holds it too; one that is being written loses its place
    files = _files(meeting, objects)
    if objects:
        objects.delete(files)
    receipt = Receipt(
        id=secrets.token_hex(8),
        meeting_id=meeting.id,
        erased_at=clock.now(),
        erased_by=by or BY_RETENTION,
        items=swept.items + told + 1,
        objects=len(files),
        index_entries=entries,
        derived=swept.derived,
    )
    action = AuditAction.MEETING_ERASED if by else AuditAction.RETENTION_ERASED
    entry = AuditEntry(receipt.id, workspace_id, receipt.erased_at, action, by, meeting.id)
    stores.erasure.finish(workspace_id, receipt, entry)
    return receipt


def erase_sound(session_id: str, objects: Objects) -> int:
    """Delete what was recorded and leave the words; answers how many files went."""
    found = [*objects.keys(f"sessions/{session_id}/audio/"), *objects.keys(f"uploads/{session_id}/")]
    objects.delete(found)
    return len(found)


def _begin(meeting_id: str, by: str | None, stores: Stores, clock: Clock) -> None:
    """Set the tombstone, once, on the meeting as it is at that moment."""
    for _ in range(TRIES):
        meeting = stores.meetings.get(meeting_id)
        if meeting is None:
            raise NotFound("There is no such meeting.")
        if meeting.erased_at:
            return
        session = stores.sessions.get(meeting.session_id) if meeting.session_id else None
        day = minus_day_delta(session) if session else None
        if stores.erasure.begin(meeting, session, day, clock.now(), by):
            return
    raise Conflict("The meeting keeps changing; try again.")


def _files(meeting: Meeting, objects: Objects | None) -> list[str]:
    if objects is None:
        return []
    prefixes = [f"exports/{meeting.id}/", archive_prefix(meeting.workspace_id)]
    prefixes += [f"sessions/{meeting.session_id}/", f"uploads/{meeting.session_id}/"] if meeting.session_id else []
    return [key for prefix in prefixes for key in objects.keys(prefix)]
