"""The sound of a meeting, for its player."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain.errors import NotFound
from mina.domain.upload import UploadStatus
from mina.services.erase import erase_sound
from mina.services.listing import own_meeting

if TYPE_CHECKING:
    from mina.domain.principal import User
    from mina.services.uploads.desk import Desk

LINK_LIFE = timedelta(minutes=15)
MOST_PIECES = 2_000
_PIECE = re.compile(r"/audio/(\d+)-(\d+)-(\d+)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the recording, in milliseconds from the session's start, and where it can be fetched."""

    url: str
    start_ms: int
    end_ms: int
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """Pieces in order. The links work until `expires_at`; asking again gives new ones."""

    pieces: tuple[Piece, ...]
    expires_at: datetime


def sound_track(user: User, meeting_id: str, desk: Desk) -> SoundTrack:
    """The meeting's sound: one piece where it was uploaded, one for each utterance where it was heard live.

    Raises `NotFound` for another workspace's meeting and for one whose sound was not kept.
    """
    session_id = _session_id(user, meeting_id, desk)
    expires_at = desk.clock.now() + LINK_LIFE
    upload = desk.uploads.get(session_id)
    if upload and upload.status is UploadStatus.COMPLETED and desk.objects.head(upload.key):
        link = desk.objects.link(upload.key, LINK_LIFE, upload.content_type)
        return SoundTrack((Piece(link, 0, upload.duration_ms or 0, upload.content_type),), expires_at)
    keys = desk.objects.keys(f"sessions/{session_id}/audio/")[:MOST_PIECES]
    pieces = [
        Piece(desk.objects.link(key, LINK_LIFE), int(found[2]), int(found[3]))
        for key in keys
        if (found := _PIECE.search(key))
    ]
    if not pieces:
        raise NotFound("The sound of this meeting was not kept.")
    return SoundTrack(tuple(sorted(pieces, key=lambda piece: piece.start_ms)), expires_at)


def delete_sound(user: User, meeting_id: str, desk: Desk) -> int:
    """Delete the sound and leave the words; answers how many files went."""
    return erase_sound(_session_id(user, meeting_id, desk), desk.objects)


def _session_id(user: User, meeting_id: str, desk: Desk) -> str:
    workspace_id = desk.stores.workspaces.id_of_user(user.id)
    meeting = own_meeting(meeting_id, workspace_id or "", desk.stores)
    if meeting.session_id is None:
        raise NotFound("This meeting has not been recorded.")
    return meeting.session_id
