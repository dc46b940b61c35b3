"""Who belongs to a workspace, as what, and the links that let others in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class WorkspaceRole(StrEnum):
    """A viewer reads; a member also writes; an owner also manages people, settings, erasure and what leaves."""

    OWNER = "owner"
    MEMBER = "member"
    VIEWER = "viewer"

    def covers(self, needed: WorkspaceRole) -> bool:
        """Whether whoever has this role may do what needs `needed`."""
        return _RANKS[self] >= _RANKS[needed]


_RANKS = {WorkspaceRole.VIEWER: 1, WorkspaceRole.MEMBER: 2, WorkspaceRole.OWNER: 3}


@dataclass(frozen=True, slots=True)
class Membership:
    """`name` and `email` as the identity provider had them on the day that they last came, `seen_on`."""

    workspace_id: str
    user_id: str
    role: WorkspaceRole
    name: str
    email: str | None
    joined_at: datetime
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that makes whoever opens it a member. The token itself is told once and kept as a hash."""

    id: str
    workspace_id: str
    token_hash: str
    role: WorkspaceRole
    created_by: str
    created_at: datetime
    expires_at: datetime
    max_uses: int = 1
    uses: int = 0

    def is_valid(self, now: datetime) -> bool:
        return now < self.expires_at and self.uses < self.max_uses
