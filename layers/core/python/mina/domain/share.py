"""A link that shows parts of a meeting to whoever has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Section(StrEnum):
    SUMMARY = "summary"
    TRANSCRIPT = "transcript"
    TASKS = "tasks"
    ANALYTICS = "analytics"


@dataclass(frozen=True, slots=True)
class Share:
    """The token itself is told once and kept as a hash."""

    id: str
    meeting_id: str
    workspace_id: str
    token_hash: str
    sections: tuple[Section, ...]
    created_by: str
    created_at: datetime
    expires_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        return self.expires_at is None or now < self.expires_at
