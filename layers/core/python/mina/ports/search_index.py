"""The index of terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from mina.domain.postings import Postings, Unit


@dataclass(frozen=True, slots=True)
class IndexedMeeting:
    """Which meeting it is that is indexed. Newer ones, by `started_at`, are read first."""

    workspace_id: str
    session_id: str
    meeting_id: str
    title: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Block:
    """One meeting's postings in one bucket. `place` orders meetings by time."""

    place: str
    session_id: str
    postings: Postings


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with the meeting that it belongs to."""

    meeting_id: str
    title: str
    session_id: str
    unit: Unit


class SearchIndex(Protocol):
    def replace(
        self, meeting: IndexedMeeting, buckets: Mapping[int, Postings], chunks: Mapping[int, Sequence[Unit]]
    ) -> int:
        """Make this what is indexed of the meeting; only what differs is written. Answers how many items were."""
        ...

    def remove(self, workspace_id: str, session_id: str, started_at: datetime) -> int:
        """Take everything of this session out, whatever was half written. Answers how many entries there were."""
        ...

    def blocks(self, workspace_id: str, buckets: Collection[int], most_requests: int) -> dict[int, list[Block]]:
        """The buckets' blocks, newest meetings first; at most so many requests, then older meetings are left out."""
        ...

    def units(self, wanted: Sequence[tuple[str, int]]) -> list[Found | None]:
        """The units with these (session id, number), in this order; None where one has gone. One request for 100."""
        ...
