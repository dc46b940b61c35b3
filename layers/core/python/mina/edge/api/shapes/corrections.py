"""Corrections and comments on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mina.domain.correction import Comment, Edit, EditKind
from mina.edge.api.answer import utc

Words = Annotated[str, Meta(max_length=8_000)]
SpeakerName = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
Seq = Annotated[int, Meta(ge=1, le=9_999_999_999)]


class SegmentChanges(msgspec.Struct, frozen=True):
    """What is left out stays; null gives back what was heard."""

    text: Words | UnsetType | None = UNSET
    speaker: SpeakerName | UnsetType | None = UNSET


class EditRow(msgspec.Struct, frozen=True):
    """`text` and `speaker` are null where this version shows what was heard."""

    version: int
    text: str | None
    speaker: str | None
    author: str
    edited_at: datetime
    kind: EditKind


class EditList(msgspec.Struct, frozen=True):
    items: list[EditRow]
    next_cursor: str | None = None


class NameBody(msgspec.Struct, frozen=True):
    name: SpeakerName


class MergeBody(msgspec.Struct, frozen=True, rename={"label": "from"}):
    label: SpeakerName
    into: SpeakerName


class SpeakersBody(msgspec.Struct, frozen=True):
    """Every label of the meeting and what it is called."""

    speakers: dict[str, str]


class CommentText(msgspec.Struct, frozen=True):
    text: Annotated[str, Meta(min_length=1, max_length=4_000, pattern=r"\S")]


class NewComment(CommentText, frozen=True, kw_only=True):
    seq: Seq


class CommentRow(msgspec.Struct, frozen=True):
    id: str
    seq: int
    author: str
    text: str
    created_at: datetime
    updated_at: datetime
    is_mine: bool


class CommentList(msgspec.Struct, frozen=True):
    items: list[CommentRow]
    next_cursor: str | None = None


def edit_row(edit: Edit) -> EditRow:
    moment = utc(edit.edited_at) or edit.edited_at
    return EditRow(edit.version, edit.text, edit.speaker, edit.author, moment, edit.kind)


def comment_row(comment: Comment, user_id: str) -> CommentRow:
    return CommentRow(
        id=comment.id,
        seq=comment.seq,
        author=comment.author,
        text=comment.text,
        created_at=utc(comment.created_at) or comment.created_at,
        updated_at=utc(comment.updated_at) or comment.updated_at,
        is_mine=comment.author_id == user_id,
    )
