"""Comments on segments."""

from __future__ import annotations

from mina.domain.meeting import Meeting
from mina.edge.api.answer import Answer, created, ok
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.api.shapes.corrections import CommentList, CommentRow, CommentText, NewComment, comment_row
from mina.edge.http import Request
from mina.services.comments import add_comment, change_comment, list_comments, remove_comment
from mina.services.listing import own_meeting


def list_of_comments(request: Request, api: Api) -> Answer:
    user = api.member(request).user
    found = list_comments(_meeting(request, api), api.stores)
    return ok(CommentList([comment_row(comment, user.id) for comment in found]))


def add(request: Request, api: Api) -> Answer:
    body, user = request.body(NewComment), api.member(request).user
    comment = add_comment(_meeting(request, api), body.seq, body.text, user, api.stores, api.clock)
    return created(comment_row(comment, user.id))


def change(request: Request, api: Api) -> Answer:
    text, user = request.body(CommentText).text, api.member(request).user
    comment = change_comment(_meeting(request, api), request.path["comment_id"], text, user, api.stores, api.clock)
    return ok(comment_row(comment, user.id))


def remove(request: Request, api: Api) -> Answer:
    user = api.member(request).user
    remove_comment(_meeting(request, api), request.path["comment_id"], user, api.stores)
    return Answer(204)


def _meeting(request: Request, api: Api) -> Meeting:
    return own_meeting(request.path["id"], api.member(request).workspace_id, api.stores)


COMMENTS = "/api/meetings/{id}/comments"

ROUTES = (
    Route("GET", COMMENTS, list_of_comments, "Comments, by segment and age", {200: CommentList}),
    Route("POST", COMMENTS, add, "Comment on a segment", {201: CommentRow}, body=NewComment, is_idempotent_by_key=True),
    Route("PATCH", f"{COMMENTS}/{{comment_id}}", change, "Change a comment", {200: CommentRow}, body=CommentText),
    Route("DELETE", f"{COMMENTS}/{{comment_id}}", remove, "Remove a comment", {204: None}),
)
