"""Sharing parts of a meeting by a link."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mina.domain.errors import NotFound
from mina.domain.secret import hash_secret, new_secret
from mina.domain.share import Section, Share

if TYPE_CHECKING:
    from mina.domain.meeting import Meeting
    from mina.domain.principal import User
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores


@dataclass(frozen=True, slots=True)
class SharedMeeting:
    meeting: Meeting
    share: Share


def share_meeting(
    meeting: Meeting, sections: tuple[Section, ...], days: int | None, by: User, stores: Stores, clock: Clock
) -> tuple[Share, str]:
    """A new link and its token, which is told this once. `days` None: until it is revoked."""
    token, now = new_secret(), clock.now()
    share = Share(
        id=secrets.token_hex(8),
        meeting_id=meeting.id,
        workspace_id=meeting.workspace_id,
        token_hash=hash_secret(token),
        sections=tuple(section for section in Section if section in sections),
        created_by=by.id,
        created_at=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    stores.shares.put(share)
    return share, token


def valid_shares(meeting: Meeting, stores: Stores, clock: Clock) -> list[Share]:
    """Oldest first."""
    now = clock.now()
    found = [share for share in stores.shares.of_meeting(meeting.id) if share.is_valid(now)]
    return sorted(found, key=lambda share: share.created_at)


def revoke(meeting: Meeting, share_id: str, stores: Stores) -> None:
    share = next((share for share in stores.shares.of_meeting(meeting.id) if share.id == share_id), None)
    if share is None:
        raise NotFound("There is no such link.")
    stores.shares.remove(share)


def open_share(token: str, stores: Stores, clock: Clock) -> SharedMeeting:
    """Raises `NotFound` alike for a link that never was, is revoked, has expired, or whose meeting is gone."""
    share = stores.shares.by_token(hash_secret(token))
    meeting = stores.meetings.get(share.meeting_id) if share and share.is_valid(clock.now()) else None
    if share is None or meeting is None or meeting.erased_at or meeting.workspace_id != share.workspace_id:
        raise NotFound("This link leads nowhere, or no longer.")
    return SharedMeeting(meeting, share)
