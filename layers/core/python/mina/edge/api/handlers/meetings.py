"""Meetings."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mina.domain.errors import Invalid
from mina.domain.meeting import MeetingStatus
from mina.domain.step import Step
from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, created, ok, utc
from mina.edge.api.changes import etag, given_fields, if_version
from mina.edge.api.context import Api
from mina.edge.api.route import Parameter, Route
from mina.edge.api.shapes.insights import Insights, insight_of
from mina.edge.api.shapes.meetings import (
    MeetingPage,
    MeetingRow,
    SessionRow,
    listed_row,
    meeting_row,
    session_row,
)
from mina.edge.http import Request
from mina.services.erase import erase_meeting
from mina.services.listing import MeetingFilter, list_meetings
from mina.services.meeting_detail import MeetingDetail, meeting_detail
from mina.services.meeting_edit import NewMeeting, rename, schedule

DEFAULT_LIMIT, MAX_LIMIT = 25, 200


Title = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
Description = Annotated[str, Meta(max_length=5_000)]
Names = Annotated[list[Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S")]], Meta(max_length=50)]
MeetingType = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]


class NewMeetingBody(msgspec.Struct, frozen=True):
    title: Title
    description: Description = ""
    meeting_type: MeetingType = "general"
    scheduled_at: datetime | None = None
    participants: Names = []


class MeetingChanges(msgspec.Struct, frozen=True):
    """What is left out stays."""

    title: Title | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    meeting_type: MeetingType | UnsetType = UNSET
    scheduled_at: datetime | UnsetType | None = UNSET
    participants: Names | UnsetType = UNSET


class ReceiptRow(msgspec.Struct, frozen=True):
    """What was erased: items of the database, of which `derived` are insights and what people made of them; files;
    entries of the search index."""

    receipt_id: str
    meeting_id: str
    erased_at: datetime
    items: int
    objects: int
    index_entries: int
    derived: int


class MeetingBody(MeetingRow, frozen=True):
    """A meeting with all that is known of it. `is_stale` tells whether the words have changed since the insight,
    `recording_enabled` whether its sound was to be kept."""

    session: SessionRow | None
    insights: Insights
    participants: list[str]
    is_stale: dict[Step, bool]
    recording_enabled: bool


def list_of_meetings(request: Request, api: Api) -> Answer:
    workspace_id = api.member(request).workspace_id
    wanted = MeetingFilter(
        text=query.text_of(request, "q"),
        status=query.choice_of(request, "status", MeetingStatus),
        meeting_type=query.text_of(request, "type", 40),
        created_from=query.moment_of(request, "from"),
        created_before=query.moment_of(request, "to", is_end=True),
    )
    if wanted.created_from and wanted.created_before and wanted.created_from >= wanted.created_before:
        raise Invalid("to", "does not come after from")
    position = api.cursors.take(request, workspace_id)
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    rows, following = list_meetings(workspace_id, wanted, limit, position, api.stores)
    cursor = api.cursors.give(following, request, workspace_id)
    return ok(MeetingPage([listed_row(row) for row in rows], cursor))


def detail(request: Request, api: Api) -> Answer:
    found = meeting_detail(request.path["id"], api.member(request).workspace_id, api.stores)
    return ok(meeting_body(found), etag(found.meeting.version))


def add(request: Request, api: Api) -> Answer:
    body, member = request.body(NewMeetingBody), api.member(request)
    moment = _moment(body.scheduled_at)
    expected = _each_once(body.participants)
    new = NewMeeting(body.title.strip(), body.description, body.meeting_type, moment, expected)
    meeting = schedule(new, member.user, member.workspace_id, api.stores, api.clock)
    return created(meeting_row(meeting), etag(meeting.version))


def change(request: Request, api: Api) -> Answer:
    fields = given_fields(request.body(MeetingChanges))
    if isinstance(fields.get("scheduled_at"), datetime):
        fields["scheduled_at"] = _moment(fields["scheduled_at"])
    if isinstance(names := fields.pop("participants", None), list):
        fields["expected"] = _each_once(names)
    workspace_id = api.member(request).workspace_id
    meeting = rename(request.path["id"], workspace_id, fields, if_version(request), api.stores)
    return ok(meeting_row(meeting), etag(meeting.version))


def erase(request: Request, api: Api) -> Answer:
    member = api.member(request)
    receipt = erase_meeting(request.path["id"], member.workspace_id, member.user.id, api.stores, api.objects, api.clock)
    row = ReceiptRow(
        receipt_id=receipt.id,
        meeting_id=receipt.meeting_id,
        erased_at=utc(receipt.erased_at) or receipt.erased_at,
        items=receipt.items,
        objects=receipt.objects,
        index_entries=receipt.index_entries,
        derived=receipt.derived,
    )
    return ok(row)


def _each_once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names))


def _moment(value: object) -> datetime | None:
    """A point in time, in UTC; without an offset nobody knows which. Raises `Invalid`."""
    if not isinstance(value, datetime):
        return None
    if value.tzinfo is None or not 1970 < value.year < 9999:
        raise Invalid("scheduled_at", "has to be a time with its offset, such as 2026-11-21T09:00:00Z")
    return value.astimezone(UTC)


def meeting_body(found: MeetingDetail) -> dict[str, object]:
    snapshot = found.snapshot
    return {
        **msgspec.structs.asdict(meeting_row(found.meeting)),
        "session": session_row(snapshot.session, snapshot.last_seq, snapshot.last_event) if snapshot else None,
        "insights": {step: insight_of(found.insights.get(step)) for step in Step},
        "participants": list(found.meeting.participants),
        "is_stale": {step: found.is_stale(step) for step in Step},
        "recording_enabled": found.meeting.recording_enabled,
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
    Route(
        "POST",
        "/api/meetings",
        add,
        "Schedule a meeting",
        {201: MeetingRow},
        body=NewMeetingBody,
        has_etag=True,
        is_idempotent_by_key=True,
    ),
    Route("GET", "/api/meetings/{id}", detail, "One meeting", {200: MeetingBody}, has_etag=True),
    Route(
        "PATCH",
        "/api/meetings/{id}",
        change,
        "Change a meeting",
        {200: MeetingRow},
        body=MeetingChanges,
        has_etag=True,
        takes_if_match=True,
    ),
    Route("DELETE", "/api/meetings/{id}", erase, "Erase a meeting for good", {200: ReceiptRow}),
)
