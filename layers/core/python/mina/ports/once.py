"""Requests that are to happen once, however often they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer is kept: with the meeting that it is about, so that it is erased with it, or the workspace."""

    workspace_id: str
    meeting_id: str | None = None


class Once(Protocol):
    def begin(self, place: Place, key: str, digest: str, now: datetime) -> tuple[str, str] | None:
        """None: nobody has sent this yet, go on. Else its digest and the answer it got, empty while it is under way."""
        ...

    def finish(self, place: Place, key: str, answer: str, meeting_id: str | None) -> None:
        """`meeting_id`: the meeting that the answer tells of, with which it goes."""
        ...

    def erase(self, workspace_id: str, meeting_id: str) -> int:
        """Forget the answers that tell of this meeting; answers how many there were."""
        ...

    def forget(self, place: Place, key: str) -> None:
        """It came to nothing; it may be sent again."""
        ...
