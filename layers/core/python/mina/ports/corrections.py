"""Corrections of a transcript, comments on it, and the names that speakers were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from mina.domain.correction import Comment, Edit


class Corrections(Protocol):
    def get(self, session_id: str, seq: int) -> Edit | None: ...

    def between(self, session_id: str, first_seq: int, last_seq: int) -> list[Edit]:
        """The newest edit of each corrected segment in this range; strongly consistent."""
        ...

    def history(self, session_id: str, seq: int) -> list[Edit]:
        """All versions of one segment, oldest first."""
        ...

    def save(self, session_id: str, edit: Edit) -> bool:
        """Make this the newest version, where the one before it still is; False otherwise."""
        ...


class Comments(Protocol):
    def of_session(self, session_id: str, first_seq: int, last_seq: int) -> list[Comment]:
        """Those on segments of this range, by seq and age."""
        ...

    def count(self, session_id: str, first_seq: int, last_seq: int) -> dict[int, int]:
        """How many there are on each segment of this range; segments without any are left out."""
        ...

    def get(self, session_id: str, seq: int, comment_id: str) -> Comment | None: ...

    def save(self, session_id: str, comment: Comment) -> bool:
        """Store it, where it is new (`version` 1) or its version before is still there."""
        ...

    def remove(self, session_id: str, comment: Comment) -> None: ...


class Voices(Protocol):
    def names(self, workspace_id: str) -> dict[str, str]:
        """The names that this workspace last gave to speaker labels."""
        ...

    def remember(self, workspace_id: str, label: str, name: str, meeting_id: str, now: datetime) -> None: ...

    def erase(self, workspace_id: str, meeting_id: str) -> int:
        """Forget the names that were last given in this meeting; answers how many there were."""
        ...
