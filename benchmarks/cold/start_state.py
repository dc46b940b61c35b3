"""A meeting in moto, as a function finds it, and the event that each function is woken with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.live.replay import batches, utterances
from tests.builders import a_connection, a_user
from tests.dynamo import dynamo_stores
from tests.fakes.world import FakeClock, FakePipelines, FakeSockets

from mina.domain.segment import Batch, Segment
from mina.domain.session import Role
from mina.domain.step import Step
from mina.ports.stores import Stores
from mina.services.finalize import Finalizer
from mina.services.insights.steps import InsightMaker, digest_of
from mina.services.join import JoinRequest, join
from mina.services.pipeline import Pipeline, StepRequest

SEGMENTS = 100
SESSION, CONNECTION = "s-bench", "c-bench"
SEALED = frozenset({"Refinement", "Analytics", "Tasks", "Summary", "Failure", "Reveal", "Outbox", "Webhooks"})
"""Functions that come after the seal."""


@contextmanager
def a_meeting(function: str) -> Iterator[None]:
    """A recorder who has said a hundred segments; sealed, and with the insights before it, for what comes after."""
    with dynamo_stores() as stores:
        clock, sockets, pipelines = FakeClock(datetime.now(UTC)), FakeSockets(), FakePipelines()
        connection = a_connection(CONNECTION, a_user(expires_at=clock.now() + timedelta(days=1)))
        stores.connections.join(connection)
        join(JoinRequest(SESSION, "tab-1", Role.RECORDER), connection, stores, clock)
        _say(stores, clock)
        if function in SEALED:
            Finalizer(stores, sockets, pipelines, clock).finalize(SESSION)
            _make_insights_before(function, Pipeline(stores, sockets, clock))
        yield


def _make_insights_before(function: str, pipeline: Pipeline) -> None:
    """The results that a step finds, of those that ran before it; locally made."""
    steps = list(Step)
    names = [step.value.capitalize() for step in steps]
    for step in steps[: names.index(function)] if function in names else steps:
        pipeline.run_step(StepRequest(SESSION, 1, 1, step), InsightMaker(None, None).make, digest_of)


def _say(stores: Stores, clock: FakeClock) -> None:
    rows = utterances(SEGMENTS)
    for start in range(0, SEGMENTS, 5):
        segments = tuple(Segment(**row) for row in rows[start : start + 5])
        stores.segments.put(SESSION, Batch(rows[start]["seq"], segments), 1, clock.now())


def event_of(function: str) -> dict[str, Any] | None:
    """What wakes `function`; None for those that need a sound file, which are only imported here."""
    return _events().get(function)


def _events() -> dict[str, dict[str, Any]]:
    joining = {"action": "join_session", "session_id": SESSION, "instance_id": "tab-2", "role": "viewer"}
    interim = {"action": "interim", "utterance_id": "u-x", "rev": 1, "text": "we", "start_ms": 0, "end_ms": 9}
    step = {"session_id": SESSION, "revision": 1, "run": 1, "steps": []}
    key = {"pk": {"S": f"SESSION#{SESSION}"}, "sk": {"S": "RUN#000001"}}
    return {
        "SocketAuthorizer": {"methodArn": "arn", "queryStringParameters": {"ticket": "t" * 43}},
        "HttpAuthorizer": {"headers": {"authorization": "Capability " + "c" * 43}},
        "Connect": _frame("$connect", {}),
        "Disconnect": _frame("$disconnect", {}),
        "Join": _frame("join_session", joining),
        "Ping": _frame("ping", {"action": "ping"}),
        "Default": _frame("$default", {"action": "?"}),
        "Segments": _frame("segments", json.loads(batches(SEGMENTS + 5)[-1])),
        "Interim": _frame("interim", interim),
        "Tail": _request("POST", "/api/sessions/{id}/segments", {"batches": []}),
        "EndSession": _frame("end_session", {"action": "end_session", "last_seq": SEGMENTS}),
        "Complete": _request("POST", "/api/sessions/{external_id}/complete", {"last_seq": SEGMENTS}),
        "Settle": {"session_id": SESSION},
        "Sweeper": {},
        "Outbox": {"Records": [{"eventName": "INSERT", "dynamodb": {"Keys": key, "SequenceNumber": "1"}}]},
        "Refinement": step,
        "Analytics": step,
        "Tasks": step,
        "Summary": step,
        "Failure": {**step, "step": "summary", "error": "ModelTimeout"},
        "Reveal": step,
        "Dashboard": _request("GET", "/api/dashboard", None),
        "WebhooksRetry": {},
    }


def _frame(route: str, body: dict[str, Any]) -> dict[str, Any]:
    context = {"routeKey": route, "connectionId": CONNECTION, "requestId": "r", "connectedAt": 1_795_000_000_000}
    return {"requestContext": context, "body": json.dumps(body)}


def _request(method: str, route: str, body: object) -> dict[str, Any]:
    user = a_user(expires_at=datetime.now(UTC) + timedelta(days=1))
    claims = {"sub": user.id, "name": user.name, "email": user.email, "exp": int(user.expires_at.timestamp())}
    return {
        "rawPath": route,
        "routeKey": f"{method} {route}",
        "headers": {},
        "pathParameters": {"id": SESSION, "external_id": SESSION},
        "requestContext": {
            "http": {"method": method, "path": route},
            "requestId": "r",
            "authorizer": {"lambda": claims},
        },
        "body": json.dumps(body) if body is not None else None,
    }
