"""Everything that the workspace holds, in one archive."""

from __future__ import annotations

from datetime import datetime

import msgspec

from mina.domain.archive import Archive, ArchiveStatus
from mina.domain.audit import AuditAction
from mina.domain.errors import Unavailable
from mina.edge.api.answer import Answer, ok, utc
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request
from mina.services.archives import FileLink, archive_of, links_of, request_archive


class ArchiveFileRow(msgspec.Struct, frozen=True):
    """A ZIP file; `size` in bytes. The link works for a quarter of an hour; asking again gives a new one."""

    url: str
    size: int
    expires_at: datetime


class ArchiveRow(msgspec.Struct, frozen=True):
    """`meetings`: how many are written so far. Mostly there is one file; a very large workspace has several."""

    id: str
    status: ArchiveStatus
    requested_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None
    meetings: int
    files: list[ArchiveFileRow]


def begin(request: Request, api: Api) -> Answer:
    member = api.member(request)
    if api.archives is None:
        raise Unavailable("No file store is configured.")
    archive = request_archive(member.workspace_id, member.user.id, api.stores, api.archives, api.clock)
    api.record(member, AuditAction.EXPORT_REQUESTED, archive.id)
    return Answer(202, _row(archive, [], api))


def show(request: Request, api: Api) -> Answer:
    member = api.member(request)
    archive = archive_of(member.workspace_id, api.stores)
    links = links_of(archive, api.objects, api.clock) if api.objects else []
    if links:
        api.record(member, AuditAction.EXPORT_FETCHED, archive.id)
    return ok(_row(archive, links, api))


def _row(archive: Archive, links: list[FileLink], api: Api) -> ArchiveRow:
    return ArchiveRow(
        id=archive.id,
        status=archive.status(api.clock.now()),
        requested_at=utc(archive.requested_at) or archive.requested_at,
        finished_at=utc(archive.finished_at),
        expires_at=utc(archive.expires_at),
        meetings=archive.meetings,
        files=[ArchiveFileRow(link.url, link.size, utc(link.expires_at) or link.expires_at) for link in links],
    )


EXPORT = "/api/workspace/export"

ROUTES = (
    Route("POST", EXPORT, begin, "Export everything", {202: ArchiveRow}),
    Route("GET", EXPORT, show, "How far the export is, and where", {200: ArchiveRow}),
)
