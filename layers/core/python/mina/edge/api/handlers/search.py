"""Search in everything that was said."""

from __future__ import annotations

import msgspec

from mina.domain.errors import Invalid
from mina.domain.postings import UnitKind
from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, ok
from mina.edge.api.context import Api
from mina.edge.api.route import Parameter, Route
from mina.edge.http import Request
from mina.services.search.find import Hit, find

DEFAULT_LIMIT, MAX_LIMIT = 20, 50


class HitRow(msgspec.Struct, frozen=True):
    """`seq` and `start_ms` lead to the moment; null where a sentence rests on none. A higher `score` fits better."""

    meeting_id: str
    meeting_title: str
    session_id: str
    seq: int | None
    start_ms: int | None
    speaker: str | None
    sentence: str
    score: float
    kind: UnitKind


class HitPage(msgspec.Struct, frozen=True):
    items: list[HitRow]
    next_cursor: str | None


def search(request: Request, api: Api) -> Answer:
    text = query.text_of(request, "q")
    if text is None:
        raise Invalid("q", "has to name a word to look for")
    workspace_id = api.member(request).workspace_id
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    start = int(api.cursors.take(request, workspace_id) or 0)
    hits, following = find(text, workspace_id, start, limit, api.stores)
    cursor = api.cursors.give(str(following) if following else None, request, workspace_id)
    return ok(HitPage([_row(hit) for hit in hits], cursor))


def _row(hit: Hit) -> HitRow:
    found, unit = hit.found, hit.found.unit
    return HitRow(
        meeting_id=found.meeting_id,
        meeting_title=found.title,
        session_id=found.session_id,
        seq=unit.seq,
        start_ms=unit.start_ms,
        speaker=unit.speaker,
        sentence=unit.text,
        score=hit.score,
        kind=unit.kind,
    )


ROUTES = (
    Route(
        "GET",
        "/api/search",
        search,
        "Search in transcripts, summaries and tasks",
        {200: HitPage},
        query=(
            Parameter("q", 'Words, "phrases" in quotes, and beginnings with a star*.'),
            query.limit_parameter(DEFAULT_LIMIT, MAX_LIMIT),
            query.CURSOR,
        ),
    ),
)
