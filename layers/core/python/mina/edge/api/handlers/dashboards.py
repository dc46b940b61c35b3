"""The dashboard."""

from __future__ import annotations

import msgspec

from mina.edge.api.answer import Answer, ok
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.api.shapes.meetings import MeetingRow, listed_row
from mina.edge.api.shapes.tasks import TaskRow, task_row
from mina.edge.http import Request
from mina.services.dashboard import dashboard


class Counts(msgspec.Struct, frozen=True):
    meetings: int
    completed: int
    live: int
    hours: float
    open_tasks: int


class DashboardBody(msgspec.Struct, frozen=True):
    recent: list[MeetingRow]
    today: list[MeetingRow]
    live: list[MeetingRow]
    counts: Counts
    tasks: list[TaskRow]


def show(request: Request, api: Api) -> Answer:
    board = dashboard(api.member(request).workspace_id, api.stores, api.clock)
    counts = Counts(
        meetings=board.meetings,
        completed=board.totals.completed,
        live=len(board.live),
        hours=round(board.totals.duration_ms / 3_600_000, 2),
        open_tasks=board.totals.open_tasks,
    )
    today = api.clock.now().date()
    body = DashboardBody(
        recent=[listed_row(meeting) for meeting in board.recent],
        today=[listed_row(meeting) for meeting in board.today],
        live=[listed_row(meeting) for meeting in board.live],
        counts=counts,
        tasks=[task_row(task, today) for task in board.tasks],
    )
    return ok(body)


ROUTES = (Route("GET", "/api/dashboard", show, "What matters now", {200: DashboardBody}),)
