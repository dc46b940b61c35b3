"""What a meeting cost, and what the workspace has used of its day and of its month."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from mina.domain import prices
from mina.domain.quota import DayUse, Quota, day_of, ms_until_tomorrow
from mina.edge.api.answer import Answer, ok
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request
from mina.services.listing import own_meeting


class CostBody(msgspec.Struct, frozen=True):
    """Counts, and an estimate at AWS's list prices of `prices_as_of` and the deployment's prices of the model.

    `write_units` and `read_units` are the database's; `messages` crossed the socket. `model_dollars` is 0 where the
    model's price is not known.
    """

    meeting_id: str
    messages: int
    invocations: int
    write_units: int
    read_units: int
    sound_seconds: float
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    model_dollars: float
    estimated_dollars: float
    prices_as_of: date


class UsedBody(msgspec.Struct, frozen=True):
    meetings: int
    uploads: int
    exports: int
    speech_minutes: float
    model_tokens: int


class MonthBody(msgspec.Struct, frozen=True):
    """`budget_dollars` null: no bound. At the bound insights are made by local methods; nothing is refused."""

    estimated_dollars: float
    budget_dollars: float | None


class UsageBody(msgspec.Struct, frozen=True):
    """The day is UTC's; `retry_after_ms` until the next one begins."""

    day: date
    retry_after_ms: int
    today: UsedBody
    limits: UsedBody
    month: MonthBody


class BudgetBody(msgspec.Struct, frozen=True):
    """`dollars` a month; null: as the deployment says."""

    dollars: Annotated[float, Meta(ge=0, le=1_000_000)] | None


def meeting_cost(request: Request, api: Api) -> Answer:
    meeting = own_meeting(request.path["id"], api.member(request).workspace_id, api.stores)
    cost = api.stores.ledger.cost_of(meeting.session_id or meeting.id)
    body = CostBody(
        meeting_id=meeting.id,
        messages=cost.messages,
        invocations=cost.invocations,
        write_units=cost.write_units,
        read_units=cost.read_units,
        sound_seconds=cost.sound_ms / 1000,
        prompt_tokens=cost.prompt_tokens,
        cached_tokens=cost.cached_tokens,
        completion_tokens=cost.completion_tokens,
        model_dollars=cost.model_microdollars / 1_000_000,
        estimated_dollars=cost.microdollars / 1_000_000,
        prices_as_of=prices.AS_OF,
    )
    return ok(body)


def usage(request: Request, api: Api) -> Answer:
    return ok(_usage(api.member(request).workspace_id, api))


def set_budget(request: Request, api: Api) -> Answer:
    body, workspace_id = request.body(BudgetBody), api.member(request).workspace_id
    api.stores.ledger.set_budget(workspace_id, body.dollars)
    return ok(_usage(workspace_id, api))


def _usage(workspace_id: str, api: Api) -> UsageBody:
    now = api.clock.now()
    used = api.stores.ledger.use_of(workspace_id, day_of(now))
    budget = used.budget_dollars if used.budget_dollars is not None else api.limits().budget_dollars or None
    return UsageBody(
        day=day_of(now),
        retry_after_ms=ms_until_tomorrow(now),
        today=_used(used.today),
        limits=_bounds(api.limits().workspace),
        month=MonthBody(used.month.microdollars / 1_000_000, budget),
    )


def _used(day: DayUse) -> UsedBody:
    return UsedBody(day.meetings, day.uploads, day.exports, round(day.speech_ms / 60_000, 2), day.model_tokens)


def _bounds(share: Quota) -> UsedBody:
    return UsedBody(share.meetings, share.uploads, share.exports, share.speech_minutes, share.model_tokens)


ROUTES = (
    Route("GET", "/api/meetings/{id}/cost", meeting_cost, "What the meeting cost, by estimate", {200: CostBody}),
    Route("GET", "/api/workspace/usage", usage, "What the workspace has used, and may", {200: UsageBody}),
    Route("PUT", "/api/workspace/budget", set_budget, "Bound what a month may cost", {200: UsageBody}, body=BudgetBody),
)
