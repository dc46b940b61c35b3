"""A meeting's transcript, page by page."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, ok
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.api.shapes.transcripts import TranscriptPage, segment_row
from mina.edge.http import Request
from mina.services.listing import own_meeting
from mina.services.transcripts import session_of, transcript_page

DEFAULT_LIMIT, MAX_LIMIT = 200, 1_000


class View(StrEnum):
    RAW = "raw"
    REFINED = "refined"


def transcript(request: Request, api: Api) -> Answer:
    workspace_id = api.member(request).workspace_id
    meeting = own_meeting(request.path["id"], workspace_id, api.stores)
    view = query.choice_of(request, "view", View) or View.RAW
    position = api.cursors.take(request, workspace_id)
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    session = session_of(meeting, api.stores)
    if session is None:
        return ok(TranscriptPage([], None))
    page = transcript_page(session, meeting, view is View.REFINED, position, limit, api.stores)
    return ok(
        TranscriptPage(
            items=[segment_row(line) for line in page.lines],
            next_cursor=api.cursors.give(page.position, request, workspace_id),
            paragraphs=list(page.paragraphs) if view is View.REFINED else msgspec.UNSET,
        )
    )


ROUTES = (
    Route(
        "GET",
        "/api/meetings/{id}/transcript",
        transcript,
        "What was said, in reading order",
        {200: TranscriptPage},
        query=(
            query.choice("view", "`refined` adds paragraphs.", View),
            query.limit_parameter(DEFAULT_LIMIT, MAX_LIMIT),
            query.CURSOR,
        ),
    ),
)
