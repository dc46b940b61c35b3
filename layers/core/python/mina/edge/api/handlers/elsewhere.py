"""Routes that other functions answer (`functions/finalize`, `functions/segment`): here only for the description."""

from __future__ import annotations

from typing import NoReturn

import msgspec

from mina.domain.errors import NotFound
from mina.edge.api.context import Api
from mina.edge.api.route import Access, Route
from mina.edge.api.shapes.meetings import StatisticsRow
from mina.edge.http import Request
from mina.edge.tails import CompleteBody, TailBody


class FinalizedBody(msgspec.Struct, frozen=True, tag_field="type", tag="finalized"):
    """The session as it was sealed: the same for every caller."""

    session_id: str
    status: str
    revision: int
    meeting_id: str | None
    statistics: StatisticsRow
    gaps: list[tuple[int, int]]
    execution: str


class PendingBody(msgspec.Struct, frozen=True, tag_field="type", tag="finalize_pending"):
    """Words are missing: send them and ask again, or wait until `seals_at`."""

    session_id: str
    missing: list[tuple[int, int]]
    seals_at: str


class AckBody(msgspec.Struct, frozen=True, tag_field="type", tag="ack"):
    seqs: list[tuple[int, int]]
    watched: bool
    late: bool = False


def elsewhere(request: Request, api: Api) -> NoReturn:
    raise NotFound("There is no such route.")


ENDS = {200: FinalizedBody, 202: PendingBody}
ROUTES = (
    Route(
        "POST",
        "/api/sessions/{external_id}/complete",
        elsewhere,
        "End a session",
        ENDS,
        Access.SESSION,
        body=CompleteBody,
    ),
    Route(
        "POST",
        "/sessions/{session_id}/finalize",
        elsewhere,
        "End a session (an older path)",
        ENDS,
        Access.SESSION,
        body=CompleteBody,
    ),
    Route(
        "POST",
        "/api/sessions/{id}/segments",
        elsewhere,
        "The unsent tail of a closing page",
        {200: AckBody},
        Access.SESSION,
        body=TailBody,
    ),
)
