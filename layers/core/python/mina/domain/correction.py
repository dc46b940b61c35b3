"""What people lay over a transcript: corrections with their history, and comments. The words as heard stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EditKind(StrEnum):
    EDIT = "edit"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Edit:
    """A segment's correction. None: the text, the speaker as heard.

    `version` counts from 1 for each segment. `previous` is the version that an undo goes back to; 0 is what was heard.
    """

    seq: int
    version: int
    author_id: str
    author: str
    edited_at: datetime
    text: str | None = None
    speaker: str | None = None
    previous: int = 0
    kind: EditKind = EditKind.EDIT


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    seq: int
    text: str
    author_id: str
    author: str
    created_at: datetime
    updated_at: datetime
    version: int = 1
