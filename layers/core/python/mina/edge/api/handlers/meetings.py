"""Meetings."""

from __future__ import annotations

import msgspec

from mina.domain.insight import Step
from mina.domain.meeting import MeetingStatus
from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, ok
from mina.edge.api.context import Api
from mina.edge.api.route import Parameter, Route
from mina.edge.api.shapes.insights import Insights, insight_of
from mina.edge.api.shapes.meetings import (
    MeetingPage,
    MeetingRow,
    SessionRow,
    meeting_row,
    session_row,
)
from mina.edge.http import Request
from mina.services.listing import MeetingFilter, list_meetings
from mina.services.meeting_detail import MeetingDetail, meeting_detail

DEFAULT_LIMIT, MAX_LIMIT = 25, 200


class MeetingBody(MeetingRow, frozen=True):
    """A meeting with all that is known of it. `is_stale` tells whether the words have changed since the insight."""

    session: SessionRow | None
    insights: Insights
    participants: list[str]
    is_stale: dict[Step, bool]


def list_of_meetings(request: Request, api: Api) -> Answer:
    workspace_id = api.member(request).workspace_id
    wanted = MeetingFilter(
        text=query.text_of(request, "q"),
        status=query.choice_of(request, "status", MeetingStatus),
        meeting_type=query.text_of(request, "type", 40),
        created_from=query.moment_of(request, "from"),
        created_before=query.moment_of(request, "to", is_end=True),
    )
    query.require_order(wanted.created_from, wanted.created_before)
    position = api.cursors.take(request, workspace_id)
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    rows, following = list_meetings(workspace_id, wanted, limit, position, api.stores)
    cursor = api.cursors.give(following, request, workspace_id)
    return ok(MeetingPage([meeting_row(row) for row in rows], cursor))


def detail(request: Request, api: Api) -> Answer:
    found = meeting_detail(request.path["id"], api.member(request).workspace_id, api.stores)
    return ok(meeting_body(found))


def meeting_body(found: MeetingDetail) -> dict[str, object]:
    snapshot = found.snapshot
    return {
        **msgspec.structs.asdict(meeting_row(found.meeting)),
        "session": session_row(snapshot.session, snapshot.last_seq, snapshot.last_event) if snapshot else None,
        "insights": {step: insight_of(found.insights.get(step)) for step in Step},
        "participants": list(found.meeting.speakers),
        "is_stale": {step: found.is_stale(step) for step in Step},
    }


FILTERS = (
    Parameter("q", "Text that a title or a speaker's name contains."),
    query.choice("status", "Only meetings in this state.", MeetingStatus),
    Parameter("type", "Only meetings of this type."),
    Parameter("from", "A day or a time: meetings created from then on."),
    Parameter("to", "A day, which counts, or a time, which does not: meetings created before."),
    query.limit_parameter(DEFAULT_LIMIT, MAX_LIMIT),
    query.CURSOR,
)

ROUTES = (
    Route("GET", "/api/meetings", list_of_meetings, "Meetings, newest first", {200: MeetingPage}, query=FILTERS),
    Route("GET", "/api/meetings/{id}", detail, "One meeting", {200: MeetingBody}),
)
