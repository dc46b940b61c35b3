"""Corrections: texts and speakers of segments, names, merged speakers."""

from __future__ import annotations

from mina.domain.meeting import Meeting
from mina.edge.api.answer import Answer, ok
from mina.edge.api.changes import etag, given_fields, if_version
from mina.edge.api.context import Api
from mina.edge.api.parameters import path_number
from mina.edge.api.route import Route
from mina.edge.api.shapes.corrections import (
    EditList,
    MergeBody,
    NameBody,
    SegmentChanges,
    SpeakersBody,
    edit_row,
)
from mina.edge.api.shapes.transcripts import SegmentRow, segment_row
from mina.edge.http import Request
from mina.services.corrections import correct, history, merge_speakers, name_speaker, undo
from mina.services.listing import own_meeting


def change(request: Request, api: Api) -> Answer:
    given = given_fields(request.body(SegmentChanges))
    changes = {name: None if value is None else str(value) for name, value in given.items()}
    meeting, user = _meeting(request, api), api.member(request).user
    seq = path_number(request, "seq")
    line, version = correct(meeting, seq, changes, user, if_version(request), api.stores, api.clock)
    return ok(segment_row(line), etag(version))


def take_back(request: Request, api: Api) -> Answer:
    meeting, user = _meeting(request, api), api.member(request).user
    line, version = undo(meeting, path_number(request, "seq"), user, api.stores, api.clock)
    return ok(segment_row(line), etag(version))


def edits(request: Request, api: Api) -> Answer:
    found = history(_meeting(request, api), path_number(request, "seq"), api.stores)
    return ok(EditList([edit_row(edit) for edit in found]))


def name(request: Request, api: Api) -> Answer:
    body = request.body(NameBody)
    workspace_id = api.member(request).workspace_id
    label, meeting_id = request.path["label"], request.path["id"]
    meeting = name_speaker(meeting_id, workspace_id, label, body.name.strip(), api.stores, api.clock)
    return ok(_speakers(meeting))


def merge(request: Request, api: Api) -> Answer:
    body = request.body(MergeBody)
    workspace_id = api.member(request).workspace_id
    meeting = merge_speakers(request.path["id"], workspace_id, body.label, body.into, api.stores, api.clock)
    return ok(_speakers(meeting))


def _meeting(request: Request, api: Api) -> Meeting:
    return own_meeting(request.path["id"], api.member(request).workspace_id, api.stores)


def _speakers(meeting: Meeting) -> SpeakersBody:
    labels = dict.fromkeys((*meeting.speakers, *dict(meeting.speaker_names), *dict(meeting.merged_speakers)))
    return SpeakersBody({label: meeting.name_of(label) for label in labels})


SEGMENT = "/api/meetings/{id}/segments/{seq}"

ROUTES = (
    Route(
        "PATCH",
        SEGMENT,
        change,
        "Correct a segment",
        {200: SegmentRow},
        body=SegmentChanges,
        has_etag=True,
        takes_if_match=True,
    ),
    Route("GET", f"{SEGMENT}/history", edits, "What people made of a segment, oldest first", {200: EditList}),
    Route("POST", f"{SEGMENT}/undo", take_back, "Take back the newest correction", {200: SegmentRow}, has_etag=True),
    Route(
        "POST",
        "/api/meetings/{id}/speakers/merge",
        merge,
        "Take one speaker for another",
        {200: SpeakersBody},
        body=MergeBody,
    ),
    Route("PUT", "/api/meetings/{id}/speakers/{label+}", name, "Name a speaker", {200: SpeakersBody}, body=NameBody),
)
