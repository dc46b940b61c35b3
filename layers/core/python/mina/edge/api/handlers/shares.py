"""Links that show parts of a meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mina.domain.audit import AuditAction
from mina.domain.insight import Analytics, Step, Summary
from mina.domain.meeting import Meeting
from mina.domain.share import Section, Share
from mina.edge.api.answer import Answer, created, ok, utc
from mina.edge.api.context import Api
from mina.edge.api.route import Access, Route
from mina.edge.api.shapes.insights import Insight, insight_of
from mina.edge.api.shapes.tasks import TaskRow, task_row
from mina.edge.api.shapes.transcripts import SegmentRow, segment_row
from mina.edge.http import Request
from mina.services.audit import record_once_an_hour
from mina.services.listing import own_meeting
from mina.services.share import SharedMeeting, open_share, revoke, share_meeting, valid_shares
from mina.services.tasks.listing import tasks_of_meeting
from mina.services.transcripts import session_of, whole_transcript


class NewShareBody(msgspec.Struct, frozen=True):
    """Without `expires_in_days` the link is good until it is revoked."""

    sections: Annotated[list[Section], Meta(min_length=1, max_length=4)]
    expires_in_days: Annotated[int, Meta(ge=1, le=3650)] | None = None


class ShareRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """`token` and `url` are told once, when the link is made."""

    id: str
    sections: list[Section]
    expires_at: datetime | None
    created_at: datetime
    token: str | UnsetType = UNSET
    url: str | UnsetType = UNSET


class ShareList(msgspec.Struct, frozen=True):
    items: list[ShareRow]
    next_cursor: str | None = None


class SharedBody(msgspec.Struct, frozen=True):
    """What the link shows; a section that it does not show is null."""

    title: str
    meeting_type: str
    actual_start: datetime | None
    duration_seconds: float | None
    participants: list[str]
    sections: list[Section]
    summary: Insight[Summary] | None = None
    analytics: Insight[Analytics] | None = None
    tasks: list[TaskRow] | None = None
    transcript: list[SegmentRow] | None = None


def add(request: Request, api: Api) -> Answer:
    body, member = request.body(NewShareBody), api.member(request)
    meeting = own_meeting(request.path["id"], member.workspace_id, api.stores)
    sections = tuple(body.sections)
    share, token = share_meeting(meeting, sections, body.expires_in_days, member.user, api.stores, api.clock)
    api.record(member, AuditAction.SHARE_CREATED, share.id, ",".join(share.sections))
    row = _row(share)
    return created(msgspec.structs.replace(row, token=token, url=f"{api.page_url.rstrip('/')}/shared/{token}"))


def list_of_shares(request: Request, api: Api) -> Answer:
    meeting = _meeting(request, api)
    return ok(ShareList([_row(share) for share in valid_shares(meeting, api.stores, api.clock)]))


def remove(request: Request, api: Api) -> Answer:
    revoke(_meeting(request, api), request.path["share_id"], api.stores)
    api.record(api.member(request), AuditAction.SHARE_REVOKED, request.path["share_id"])
    return Answer(204)


def show(request: Request, api: Api) -> Answer:
    """Nobody has to sign in for this; search engines are told to keep away."""
    shared = open_share(request.path["token"], api.stores, api.clock)
    share = shared.share
    record_once_an_hour(AuditAction.SHARE_OPENED, share.workspace_id, share.id, api.stores, api.clock)
    return Answer(200, _shown(shared, api), {"x-robots-tag": "noindex, nofollow"})


def _shown(shared: SharedMeeting, api: Api) -> dict[str, object]:
    meeting, sections = shared.meeting, shared.share.sections
    session = session_of(meeting, api.stores)
    body: dict[str, object] = {
        "title": meeting.title,
        "meeting_type": meeting.meeting_type,
        "actual_start": utc(meeting.actual_start),
        "duration_seconds": meeting.duration_seconds,
        "participants": list(meeting.named_speakers),
        "sections": list(sections),
        "summary": None,
        "analytics": None,
        "tasks": None,
        "transcript": None,
    }
    for section, step in ((Section.SUMMARY, Step.SUMMARY), (Section.ANALYTICS, Step.ANALYTICS)):
        if session and section in sections:
            body[section] = insight_of(api.stores.insights.get(session.id, step))
    if Section.TASKS in sections:
        today = api.clock.now().date()
        body["tasks"] = [task_row(task, today) for task in tasks_of_meeting(meeting, api.stores)]
    if session and Section.TRANSCRIPT in sections:
        lines = whole_transcript(session, api.stores, meeting)
        body["transcript"] = [msgspec.structs.replace(segment_row(line), comments=0) for line in lines]
    return body


def _row(share: Share) -> ShareRow:
    return ShareRow(
        id=share.id,
        sections=list(share.sections),
        expires_at=utc(share.expires_at),
        created_at=utc(share.created_at) or share.created_at,
    )


def _meeting(request: Request, api: Api) -> Meeting:
    return own_meeting(request.path["id"], api.member(request).workspace_id, api.stores)


SHARES = "/api/meetings/{id}/share"

ROUTES = (
    Route("POST", SHARES, add, "Share parts of a meeting by a link", {201: ShareRow}, body=NewShareBody),
    Route("GET", SHARES, list_of_shares, "The meeting's links, oldest first", {200: ShareList}),
    Route("DELETE", f"{SHARES}/{{share_id}}", remove, "Revoke a link", {204: None}),
    Route("GET", "/api/shared/{token}", show, "What a link shows", {200: SharedBody}, Access.OPEN),
)
