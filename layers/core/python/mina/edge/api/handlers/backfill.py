"""Linking the caller's historical recordings to their workspace."""

from __future__ import annotations

from datetime import datetime

import msgspec

from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, ok, utc
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request
from mina.services.access import require_user
from mina.services.backfill import Backfilled, BackfillOutcome, backfill

DEFAULT_LIMIT, MAX_LIMIT = 25, 100


class BackfillBody(msgspec.Struct, frozen=True):
    """Unless told otherwise nothing is changed."""

    dry_run: bool = True


class BackfilledRow(msgspec.Struct, frozen=True):
    session_id: str
    title: str
    started_at: datetime
    outcome: BackfillOutcome


class BackfilledPage(msgspec.Struct, frozen=True):
    items: list[BackfilledRow]
    next_cursor: str | None


def run(request: Request, api: Api) -> Answer:
    user, body = require_user(request.principal), request.body(BackfillBody)
    position = api.cursors.take(request, user.id)
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    done, following = backfill(user, body.dry_run, position, limit, api.stores, api.clock)
    rows = [_row(row) for row in done]
    return ok(BackfilledPage(rows, api.cursors.give(following, request, user.id)))


def _row(done: Backfilled) -> BackfilledRow:
    session = done.session
    return BackfilledRow(session.id, session.title, utc(session.started_at) or session.started_at, done.outcome)


ROUTES = (
    Route(
        "POST",
        "/api/backfill",
        run,
        "Link recordings that have an owner and no workspace",
        {200: BackfilledPage},
        body=BackfillBody,
        query=(query.limit_parameter(DEFAULT_LIMIT, MAX_LIMIT), query.CURSOR),
    ),
)
