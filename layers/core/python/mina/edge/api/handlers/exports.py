"""A meeting as a file."""

from __future__ import annotations

from datetime import datetime

import msgspec

from mina.domain.audit import AuditAction
from mina.domain.errors import NotFound
from mina.domain.quota import Use
from mina.edge.api.answer import Answer, ok
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request
from mina.services.export import MEDIA_TYPES, MOST_INLINE, Format, document_of, file_name, link_to, render
from mina.services.listing import own_meeting


class LinkBody(msgspec.Struct, frozen=True):
    """Where a large file is."""

    url: str
    expires_at: datetime


def export(request: Request, api: Api) -> Answer:
    member = api.member(request)
    meeting = own_meeting(request.path["id"], member.workspace_id, api.stores)
    try:
        file_format = Format(request.path["format"])
    except ValueError as error:
        raise NotFound(f"A meeting is exported as {', '.join(Format)}.") from error
    api.admit(member, Use.EXPORTS)
    content = render(document_of(meeting, api.stores), file_format)
    api.record(member, AuditAction.MEETING_EXPORTED, meeting.id, file_format.value)
    if len(content) > MOST_INLINE and api.objects:
        url, expires_at = link_to(content, meeting, file_format, api.objects, api.clock)
        return ok(LinkBody(url, expires_at))
    headers = {
        "content-type": MEDIA_TYPES[file_format],
        "content-disposition": f'attachment; filename="{file_name(meeting, file_format)}"',
    }
    return Answer(200, headers=headers, file=content)


ROUTES = (
    Route(
        "GET",
        "/api/meetings/{id}/export/{format}",
        export,
        "The meeting as a file",
        {200: None},
        media_types=tuple(kind.partition(";")[0] for kind in MEDIA_TYPES.values()),
    ),
)
