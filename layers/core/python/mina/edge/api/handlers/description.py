"""The API's own description."""

from __future__ import annotations

from functools import cache

from mina.edge.api.answer import Answer
from mina.edge.api.context import Api
from mina.edge.api.route import Access, Route
from mina.edge.http import Request


def openapi(request: Request, api: Api) -> Answer:
    return Answer(200, _document(), {"cache-control": "public, max-age=300"})


@cache
def _document() -> dict[str, object]:
    """The table of routes is read late, because this route stands in it."""
    from mina.edge.api.openapi import document
    from mina.edge.api.table import all_routes

    return document(all_routes())


ROUTES = (
    Route(
        "GET",
        "/api/openapi.json",
        openapi,
        "This description",
        {200: None},
        Access.OPEN,
        media_types=("application/json",),
    ),
)
