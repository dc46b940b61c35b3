"""Comments on segments."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.correction import Comment
from mina.domain.errors import Conflict, Forbidden, NotFound
from mina.services.corrections import line_at, require_session

if TYPE_CHECKING:
    from mina.domain.meeting import Meeting
    from mina.domain.principal import User
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

LAST_SEQ = 9_999_999_999


def list_comments(meeting: Meeting, stores: Stores) -> list[Comment]:
    """All of the meeting's, by segment and age."""
    session = require_session(meeting, stores)
    return sorted(stores.comments.of_session(session.id, 0, LAST_SEQ), key=lambda c: (c.seq, c.created_at, c.id))


def add_comment(meeting: Meeting, seq: int, text: str, by: User, stores: Stores, clock: Clock) -> Comment:
    """Raises `NotFound` where nothing was said at this seq."""
    line_at(meeting, seq, stores)
    now = clock.now()
    comment_id = f"{seq}-{secrets.token_hex(6)}"
    comment = Comment(comment_id, seq, text, by.id, by.name, created_at=now, updated_at=now)
    if not stores.comments.save(require_session(meeting, stores).id, comment):
        raise Conflict("The comment could not be stored; try again.")
    return comment


def change_comment(meeting: Meeting, comment_id: str, text: str, by: User, stores: Stores, clock: Clock) -> Comment:
    """Raises `Forbidden` for somebody else's comment."""
    comment = _own(meeting, comment_id, by, stores)
    changed = replace(comment, text=text, updated_at=clock.now(), version=comment.version + 1)
    if not stores.comments.save(require_session(meeting, stores).id, changed):
        raise Conflict("The comment has changed meanwhile; try again.")
    return changed


def remove_comment(meeting: Meeting, comment_id: str, by: User, stores: Stores) -> None:
    comment = _own(meeting, comment_id, by, stores)
    stores.comments.remove(require_session(meeting, stores).id, comment)


def _own(meeting: Meeting, comment_id: str, by: User, stores: Stores) -> Comment:
    seq, _, rest = comment_id.partition("-")
    is_possible = seq.isascii() and seq.isdigit() and len(seq) <= 10 and bool(rest)
    session = require_session(meeting, stores)
    comment = stores.comments.get(session.id, int(seq), comment_id) if is_possible else None
    if comment is None:
        raise NotFound("There is no such comment.")
    if comment.author_id != by.id:
        raise Forbidden("Only its author changes a comment.")
    return comment
