"""An export of everything that a workspace holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

ARCHIVE_LIFE = timedelta(hours=24)
STALLED_AFTER = timedelta(minutes=45)
"""Longer than a part takes with all its tries: whoever wrote it is not there any more."""


class ArchiveStatus(StrEnum):
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A ZIP file of its own. A workspace that is not written in one go has several. `size` in bytes."""

    key: str
    size: int
    meetings: int


@dataclass(frozen=True, slots=True)
class Archive:
    """A workspace has one at a time. `meetings` counts those that are written; `version` rises with every part."""

    id: str
    workspace_id: str
    requested_by: str
    requested_at: datetime
    updated_at: datetime
    meetings: int = 0
    files: tuple[ArchiveFile, ...] = ()
    finished_at: datetime | None = None
    version: int = 1

    @property
    def expires_at(self) -> datetime | None:
        return self.finished_at + ARCHIVE_LIFE if self.finished_at else None

    def status(self, now: datetime) -> ArchiveStatus:
        if self.expires_at:
            return ArchiveStatus.READY if now < self.expires_at else ArchiveStatus.EXPIRED
        return ArchiveStatus.RUNNING if now < self.updated_at + STALLED_AFTER else ArchiveStatus.FAILED


def archive_prefix(workspace_id: str) -> str:
    """Where all of a workspace's archives are."""
    return f"archives/{workspace_id}/"


def archive_key(workspace_id: str, archive_id: str, part: int) -> str:
    return f"{archive_prefix(workspace_id)}{archive_id}/mina-export-{part:03d}.zip"
