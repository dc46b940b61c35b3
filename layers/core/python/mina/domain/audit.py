"""Who did what in a workspace that lets people in, lets words out, or makes them go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuditAction(StrEnum):
    SIGNED_IN = "signed_in"
    INVITATION_CREATED = "invitation.created"
    INVITATION_REVOKED = "invitation.revoked"
    MEMBER_JOINED = "member.joined"
    ROLE_CHANGED = "member.role_changed"
    MEMBER_REMOVED = "member.removed"
    MEMBER_LEFT = "member.left"
    SETTINGS_CHANGED = "settings.changed"
    SHARE_CREATED = "share.created"
    SHARE_REVOKED = "share.revoked"
    SHARE_OPENED = "share.opened"
    MEETING_EXPORTED = "meeting.exported"
    MEETING_ERASED = "meeting.erased"
    RETENTION_ERASED = "retention.erased"
    SOUND_ERASED = "sound.erased"
    RETENTION_SOUND_ERASED = "retention.sound_erased"
    SESSION_CLAIMED = "session.claimed"
    WEBHOOK_CREATED = "webhook.created"
    WEBHOOK_CHANGED = "webhook.changed"
    WEBHOOK_DELETED = "webhook.deleted"
    EXPORT_REQUESTED = "export.requested"
    EXPORT_FETCHED = "export.fetched"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """`actor_id` None: nobody in particular, or the system itself. `subject_id` is what the action names.

    `detail` is of our own words, such as a role or a format: nothing that anybody said or wrote.
    """

    id: str
    workspace_id: str
    at: datetime
    action: AuditAction
    actor_id: str | None = None
    subject_id: str | None = None
    detail: str | None = None
