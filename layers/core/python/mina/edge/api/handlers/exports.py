"""A meeting as a file."""

from __future__ import annotations

from mina.domain.errors import NotFound
from mina.edge.api.answer import Answer
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request
from mina.services.export import MEDIA_TYPES, Format, document_of, file_name, render
from mina.services.listing import own_meeting


def export(request: Request, api: Api) -> Answer:
    meeting = own_meeting(request.path["id"], api.member(request).workspace_id, api.stores)
    try:
        file_format = Format(request.path["format"])
    except ValueError as error:
        raise NotFound(f"A meeting is exported as {', '.join(Format)}.") from error
    content = render(document_of(meeting, api.stores), file_format)
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
        media_type="application/octet-stream",
    ),
)
