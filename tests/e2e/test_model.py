"""The pipeline with a language model: the deployed template, real HTTP to the stand-in, through the real SDK."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from local.stand_in.server import StandIn, stand_in_server
from tests.e2e.meeting import Socket, hold_meeting
from tests.stack import Stack

pytestmark = pytest.mark.xdist_group("model_stack")
STEPS = ("refinement", "analytics", "tasks", "summary")


@pytest.fixture(scope="module")
def endpoint() -> Iterator[StandIn]:
    with stand_in_server() as running:
        yield running


@pytest.fixture(scope="module")
def model_stack(endpoint: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    parameters = {"ModelBaseUrl": endpoint.url, "ModelName": "stand-in", "ModelApiKey": "any"}
    running = Stack.start(tmp_path_factory.mktemp("model"), save=False, parameters=parameters)
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def calm(endpoint: StandIn, model_stack: Stack) -> None:
    """A well endpoint, a closed circuit, nothing logged."""
    script(endpoint, [])
    key = {"pk": {"S": "CIRCUIT#model"}, "sk": {"S": "CIRCUIT#model"}}
    model_stack.client("dynamodb").delete_item(TableName=model_stack.table, Key=key)


def script(endpoint: StandIn, entries: list[Any]) -> None:
    endpoint.script.forget()
    endpoint.script.play(entries)


def methods(room: Socket) -> dict[str, str]:
    ready = {event["kind"]: event["body"]["method"] for event in room.events if event["kind"].endswith("_ready")}
    return {step: ready[f"{step}_ready"] for step in STEPS}


def insight(stack: Stack, session_id: str, step: str) -> dict[str, Any]:
    key = {"pk": {"S": f"SESSION#{session_id}"}, "sk": {"S": f"INS#{step}#0000"}}
    item = stack.client("dynamodb").get_item(TableName=stack.table, Key=key, ConsistentRead=True)["Item"]
    provenance: dict[str, Any] = json.loads(item["provenance"]["S"])
    return provenance


def test_a_model_that_answers_makes_the_insights_and_its_cost_is_kept(model_stack: Stack) -> None:
    room = hold_meeting(model_stack)

    assert methods(room)["summary"] == "model"
    assert methods(room)["tasks"] == "model"
    summary = insight(model_stack, room.session_id, "summary")
    assert summary["model"] == "stand-in"
    assert summary["prompt_tokens"] > 0


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [("401", "ModelRefused"), ("garbage", "ModelAnswerInvalid"), ("wrong_schema", "ModelAnswerInvalid")],
)
def test_a_model_that_fails_is_stood_in_for_with_the_reason(
    model_stack: Stack, endpoint: StandIn, behaviour: str, reason: str
) -> None:
    script(endpoint, [{"behaviour": behaviour, "forever": True}])

    room = hold_meeting(model_stack)

    assert set(methods(room).values()) == {"degraded"}
    assert insight(model_stack, room.session_id, "refinement")["reason"] == reason
    assert [event["kind"] for event in room.events][-1] == "dashboard_refresh"


def test_a_workspace_that_may_spend_nothing_gets_local_insights_that_say_so(
    model_stack: Stack, endpoint: StandIn
) -> None:
    ada = model_stack.new_user("Ada Lovelace")
    with httpx.Client(base_url=model_stack.http, trust_env=False, timeout=60, headers=ada.authorization) as http:
        assert http.put("/api/workspace/budget", json={"dollars": 0}).status_code == 200
    script(endpoint, [])

    room = hold_meeting(model_stack, ada)

    assert set(methods(room).values()) == {"degraded"}
    assert insight(model_stack, room.session_id, "summary")["reason"] == "budget"


def test_a_throttled_model_is_asked_again_and_answers(model_stack: Stack, endpoint: StandIn) -> None:
    script(endpoint, [{"behaviour": "429", "times": 1}])

    room = hold_meeting(model_stack)

    assert methods(room)["refinement"] == "model"


def test_what_lies_about_its_evidence_is_dropped_and_counted(model_stack: Stack, endpoint: StandIn) -> None:
    script(endpoint, [{"behaviour": "lying_evidence", "forever": True}])

    room = hold_meeting(model_stack)

    assert insight(model_stack, room.session_id, "tasks")["dropped_items"] > 0


def test_after_an_outage_insights_are_upgraded_without_a_person(model_stack: Stack, endpoint: StandIn) -> None:
    script(endpoint, [{"behaviour": "500", "forever": True}])
    room = hold_meeting(model_stack)
    assert set(methods(room).values()) == {"degraded"}

    script(endpoint, [])
    make_due(model_stack, room.session_id, "UPG#000001")
    open_circuit_long_ago(model_stack)
    swept = sweep(model_stack)

    assert swept.get("upgrade_started") == 1, swept
    wait_until_made_by(model_stack, room.session_id, "summary", "model")
    assert insight(model_stack, room.session_id, "tasks")["method"] == "model"


def make_due(stack: Stack, session_id: str, sort_key: str) -> None:
    stack.client("dynamodb").update_item(
        TableName=stack.table,
        Key={"pk": {"S": f"SESSION#{session_id}"}, "sk": {"S": sort_key}},
        UpdateExpression="SET due_at = :then",
        ConditionExpression="attribute_exists(pk)",
        ExpressionAttributeValues={":then": {"S": "2000-01-01T00:00:00.000Z"}},
    )


def open_circuit_long_ago(stack: Stack) -> None:
    stack.client("dynamodb").update_item(
        TableName=stack.table,
        Key={"pk": {"S": "CIRCUIT#model"}, "sk": {"S": "CIRCUIT#model"}},
        UpdateExpression="SET opened_at = :then",
        ConditionExpression="attribute_exists(pk)",
        ExpressionAttributeValues={":then": {"N": "0"}},
    )


def sweep(stack: Stack) -> dict[str, int]:
    functions = stack.client("lambda").get_paginator("list_functions").paginate()
    name = next(f["FunctionName"] for p in functions for f in p["Functions"] if "Sweeper" in f["FunctionName"])
    answer = stack.client("lambda").invoke(FunctionName=name, Payload=b"{}")
    done: dict[str, int] = json.load(answer["Payload"])
    return done


def wait_until_made_by(stack: Stack, session_id: str, step: str, method: str) -> None:
    deadline = datetime.now(UTC) + timedelta(seconds=60)
    while insight(stack, session_id, step)["method"] != method:
        assert datetime.now(UTC) < deadline, "the insight was not made anew"
