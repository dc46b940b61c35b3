"""Sessions: the snapshot of one, its words by seq, its events, and how an anonymous one finds its owner."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from mina.domain.audit import AuditAction
from mina.domain.segment import PROMOTED_SEQ_BASE
from mina.domain.session import Session
from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, ok
from mina.edge.api.context import Api
from mina.edge.api.route import Access, Parameter, Route
from mina.edge.api.shapes.meetings import EventPage, SessionRow, event_row, session_row
from mina.edge.api.shapes.transcripts import SegmentPage, segment_row
from mina.edge.http import Request
from mina.services.access import readable_session, require_user
from mina.services.claim import claim
from mina.services.meeting_detail import snapshot_of
from mina.services.transcripts import segments_after, with_overlays

DEFAULT_LIMIT, MAX_LIMIT = 200, 1_000
EVENTS_AT_ONCE = 500


class ClaimBody(msgspec.Struct, frozen=True):
    """`capability` is the write capability that the anonymous recorder was given."""

    capability: Annotated[str, Meta(min_length=1, max_length=200)]


def snapshot(request: Request, api: Api) -> Answer:
    return ok(_row(readable_session(request.path["id"], request.principal, api.stores), api))


def segments(request: Request, api: Api) -> Answer:
    session = readable_session(request.path["id"], request.principal, api.stores)
    after = query.whole_number(request, "after", 0, 0, PROMOTED_SEQ_BASE)
    position = api.cursors.take(request, session.id)
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    found, last_seq = segments_after(session, int(position or after), limit, api.stores)
    meeting = api.stores.meetings.get(session.meeting_id) if session.meeting_id else None
    rows = [segment_row(line) for line in with_overlays(session, found, api.stores, meeting=meeting)]
    cursor = api.cursors.give(str(last_seq) if last_seq else None, request, session.id)
    return ok(SegmentPage(rows, cursor))


def events(request: Request, api: Api) -> Answer:
    session = readable_session(request.path["id"], request.principal, api.stores)
    after = query.whole_number(request, "after", 0, 0, 2**49)
    position = api.cursors.take(request, session.id)
    found = api.stores.events.after(session.id, int(position or after))
    rows, rest = found[:EVENTS_AT_ONCE], found[EVENTS_AT_ONCE:]
    cursor = api.cursors.give(str(rows[-1].event_id) if rest else None, request, session.id)
    return ok(EventPage([event_row(event) for event in rows], cursor))


def claim_session(request: Request, api: Api) -> Answer:
    user = require_user(request.principal)
    capability = request.body(ClaimBody).capability
    claimed = claim(request.path["id"], capability, user, api.stores, api.clock)
    api.record(api.member(request), AuditAction.SESSION_CLAIMED, claimed.id)
    return ok(_row(claimed, api))


def _row(session: Session, api: Api) -> SessionRow:
    now = snapshot_of(session, api.stores)
    return session_row(now.session, now.last_seq, now.last_event)


AFTER_SEQ = Parameter("after", "Only segments after this seq.", {"type": "integer", "minimum": 0})
AFTER_EVENT = Parameter("after", "Only events after this id.", {"type": "integer", "minimum": 0})

ROUTES = (
    Route("GET", "/api/sessions/{id}", snapshot, "A session as it is", {200: SessionRow}, Access.SESSION),
    Route(
        "GET",
        "/api/sessions/{id}/segments",
        segments,
        "What was said, by seq, also while it is live",
        {200: SegmentPage},
        Access.SESSION,
        query=(AFTER_SEQ, query.limit_parameter(DEFAULT_LIMIT, MAX_LIMIT), query.CURSOR),
    ),
    Route(
        "GET",
        "/api/sessions/{id}/events",
        events,
        "What happened, in order",
        {200: EventPage},
        Access.SESSION,
        query=(AFTER_EVENT, query.CURSOR),
    ),
    Route(
        "POST",
        "/api/sessions/{id}/claim",
        claim_session,
        "Take an anonymous session into the caller's workspace",
        {200: SessionRow},
        body=ClaimBody,
    ),
)
