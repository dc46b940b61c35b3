"""Asking for an export of everything, and for what became of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain.archive import Archive, ArchiveStatus
from mina.domain.errors import Conflict, NotFound

if TYPE_CHECKING:
    from mina.ports.archives import ArchiveStarter
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores
    from mina.ports.uploads import Objects

LINK_LIFE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FileLink:
    url: str
    size: int
    expires_at: datetime


def request_archive(workspace_id: str, by: str, stores: Stores, starter: ArchiveStarter, clock: Clock) -> Archive:
    """A new export, or the one that is being written: asking again starts no second one."""
    now = clock.now()
    known = stores.archives.get(workspace_id)
    if known and known.status(now) is ArchiveStatus.RUNNING:
        starter.start(known)  # it may have been asked for by somebody who died before this
        return known
    archive = Archive(secrets.token_hex(8), workspace_id, by, requested_at=now, updated_at=now)
    if not stores.archives.begin(archive, known):
        raise Conflict("An export was asked for at the same moment; look at it.")
    starter.start(archive)
    return archive


def archive_of(workspace_id: str, stores: Stores) -> Archive:
    archive = stores.archives.get(workspace_id)
    if archive is None:
        raise NotFound("Nothing has been exported, or something of it was erased since.")
    return archive


def links_of(archive: Archive, objects: Objects, clock: Clock) -> list[FileLink]:
    """Signed links to its files, while they are there; asking again gives new ones."""
    if archive.status(clock.now()) is not ArchiveStatus.READY:
        return []
    expires_at = min(clock.now() + LINK_LIFE, archive.expires_at or clock.now())
    return [FileLink(objects.link(file.key, LINK_LIFE), file.size, expires_at) for file in archive.files]
