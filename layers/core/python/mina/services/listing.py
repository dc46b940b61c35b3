"""Lists of a workspace's meetings, and the dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.errors import NotFound
from mina.domain.meeting import MeetingStatus

if TYPE_CHECKING:
    from datetime import datetime

    from mina.domain.meeting import ListedMeeting, Meeting
    from mina.ports.stores import Stores

MOST_READ = 1_000
"""Rows that one request looks through at most for those that fit a filter; the cursor goes on from there."""
CHUNK = 200


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """`text` is looked for in titles and speakers. `created_from` counts, `created_before` does not."""

    text: str | None = None
    status: MeetingStatus | None = None
    meeting_type: str | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None

    @property
    def indexed_status(self) -> str | None:
        """Where the index of states is asked. Nearly all meetings are over: those are taken from the list of all."""
        return self.status.value if self.status and self.status is not MeetingStatus.COMPLETED else None

    def fits(self, meeting: ListedMeeting) -> bool:
        """What the index does not know by itself."""
        if self.status and meeting.status is not self.status:
            return False
        if self.meeting_type and meeting.meeting_type != self.meeting_type:
            return False
        if self.text is None:
            return True
        wanted = self.text.casefold()
        return any(wanted in part.casefold() for part in (meeting.title, *meeting.labels, *meeting.named_speakers))


def list_meetings(
    workspace_id: str, wanted: MeetingFilter, limit: int, position: str | None, stores: Stores
) -> tuple[list[ListedMeeting], str | None]:
    """Newest first, each once. With a filter a page may be short, or empty, and still have a rest behind it."""
    is_plain = wanted.text is None and wanted.meeting_type is None
    found: list[ListedMeeting] = []
    read, is_dense = 0, is_plain
    while True:
        size = limit - len(found) if is_dense else CHUNK
        rows, following = stores.meetings.page(
            workspace_id, wanted.indexed_status, size, position, wanted.created_from, wanted.created_before
        )
        before = len(found)
        for row in rows:
            read += 1
            if wanted.fits(row):
                found.append(row)
                position = row.position
                if len(found) == limit:
                    is_last = following is None and row is rows[-1]
                    return found, None if is_last else position
        position, is_dense = following, is_plain and len(found) > before
        if following is None or read >= MOST_READ:
            return found, following


def own_meeting(meeting_id: str, workspace_id: str, stores: Stores) -> Meeting:
    """The meeting, where it is this workspace's. Raises `NotFound` alike where there is none."""
    meeting = stores.meetings.get(meeting_id)
    if meeting is None or meeting.workspace_id != workspace_id or meeting.erased_at:
        raise NotFound("There is no such meeting.")
    return meeting
