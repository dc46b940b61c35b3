"""Webhooks and what was sent to them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mina.domain.audit import AuditAction
from mina.domain.webhook import Delivery, DeliveryState, HookEvent, Webhook
from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, created, ok, utc
from mina.edge.api.changes import given_fields
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request
from mina.services.webhooks.registering import change, own_webhook, register, replay

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
Url = Annotated[str, Meta(min_length=1, max_length=2_000)]
Events = Annotated[list[HookEvent], Meta(min_length=1, max_length=10)]


class NewWebhookBody(msgspec.Struct, frozen=True):
    """`url` is an https address on the public internet."""

    url: Url
    events: Events


class WebhookChanges(msgspec.Struct, frozen=True):
    url: Url | UnsetType = UNSET
    events: Events | UnsetType = UNSET
    is_active: bool | UnsetType = UNSET


class WebhookRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """`secret` is told once, when the webhook is made."""

    id: str
    url: str
    events: list[HookEvent]
    is_active: bool
    created_at: datetime
    secret: str | UnsetType = UNSET


class WebhookList(msgspec.Struct, frozen=True):
    items: list[WebhookRow]
    next_cursor: str | None = None


class DeliveryRow(msgspec.Struct, frozen=True):
    id: str
    event: HookEvent
    state: DeliveryState
    attempts: int
    last_status: int | None
    last_error: str | None
    created_at: datetime
    delivered_at: datetime | None
    next_attempt_at: datetime | None
    payload: str


class DeliveryPage(msgspec.Struct, frozen=True):
    items: list[DeliveryRow]
    next_cursor: str | None


def list_of_webhooks(request: Request, api: Api) -> Answer:
    found = api.stores.webhooks.of_workspace(api.member(request).workspace_id)
    return ok(WebhookList([_row(webhook) for webhook in sorted(found, key=lambda hook: hook.created_at)]))


def add(request: Request, api: Api) -> Answer:
    body, member = request.body(NewWebhookBody), api.member(request)
    webhook = register(body.url, tuple(body.events), member.workspace_id, api.stores, api.courier, api.clock)
    api.record(member, AuditAction.WEBHOOK_CREATED, webhook.id)
    return created(msgspec.structs.replace(_row(webhook), secret=webhook.secret))


def edit(request: Request, api: Api) -> Answer:
    fields = given_fields(request.body(WebhookChanges))
    if isinstance(fields.get("events"), list):
        fields["events"] = tuple(event for event in HookEvent if event in fields["events"])  # type: ignore[operator]
    member = api.member(request)
    changed = change(request.path["id"], member.workspace_id, fields, api.stores, api.courier)
    api.record(member, AuditAction.WEBHOOK_CHANGED, changed.id, ",".join(sorted(fields)))
    return ok(_row(changed))


def remove(request: Request, api: Api) -> Answer:
    webhook = _own(request, api)
    api.stores.webhooks.remove(webhook)
    api.record(api.member(request), AuditAction.WEBHOOK_DELETED, webhook.id)
    return Answer(204)


def deliveries(request: Request, api: Api) -> Answer:
    webhook = _own(request, api)
    position = api.cursors.take(request, webhook.id)
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    found, following = api.stores.deliveries.page(webhook.id, limit, position)
    return ok(DeliveryPage([_delivery(row) for row in found], api.cursors.give(following, request, webhook.id)))


def send_again(request: Request, api: Api) -> Answer:
    delivery = replay(_own(request, api), request.path["delivery_id"], api.stores, api.clock.now())
    return Answer(202, _delivery(delivery))


def _own(request: Request, api: Api) -> Webhook:
    return own_webhook(request.path["id"], api.member(request).workspace_id, api.stores)


def _row(webhook: Webhook) -> WebhookRow:
    moment = utc(webhook.created_at) or webhook.created_at
    return WebhookRow(webhook.id, webhook.url, list(webhook.events), webhook.is_active, moment)


def _delivery(delivery: Delivery) -> DeliveryRow:
    return DeliveryRow(
        id=delivery.id,
        event=delivery.event,
        state=delivery.state,
        attempts=delivery.attempts,
        last_status=delivery.last_status,
        last_error=delivery.last_error,
        created_at=utc(delivery.created_at) or delivery.created_at,
        delivered_at=utc(delivery.delivered_at),
        next_attempt_at=utc(delivery.due_at),
        payload=delivery.payload,
    )


ONE = "/api/webhooks/{id}"
PAGE = (query.limit_parameter(DEFAULT_LIMIT, MAX_LIMIT), query.CURSOR)

ROUTES = (
    Route("GET", "/api/webhooks", list_of_webhooks, "The workspace's webhooks", {200: WebhookList}),
    Route("POST", "/api/webhooks", add, "Register a webhook", {201: WebhookRow}, body=NewWebhookBody),
    Route("PATCH", ONE, edit, "Change a webhook", {200: WebhookRow}, body=WebhookChanges),
    Route("DELETE", ONE, remove, "Remove a webhook", {204: None}),
    Route("GET", f"{ONE}/deliveries", deliveries, "What was sent, newest first", {200: DeliveryPage}, query=PAGE),
    Route("POST", f"{ONE}/deliveries/{{delivery_id}}/replay", send_again, "Send it again", {202: DeliveryRow}),
)
