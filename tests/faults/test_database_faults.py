"""Faults 13–16 and 22 at the wire: what botocore sees of DynamoDB and Step Functions, put in by its event hooks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse, HTTPHeaders
from botocore.exceptions import ReadTimeoutError
from botocore.stub import Stubber
from moto.core import models as moto_models
from tests.builders import NOON, a_batch, a_meeting, a_run, a_session, a_user, a_workspace
from tests.dynamo import database_client, dynamo_stores

from mina.adapters import state_machine
from mina.adapters.dynamodb import base
from mina.domain.errors import PipelineUnavailable, StoreUnavailable
from mina.ports.pipeline import ExecutionStatus
from mina.ports.stored import OpenOutcome, PutOutcome
from mina.ports.stores import Stores

Answer = Callable[[str, Any], Any]


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stores]:
    monkeypatch.setattr("time.sleep", lambda seconds: None)  # botocore and the conflict retry wait for real otherwise
    with dynamo_stores() as stores:
        yield stores


class Wire:
    """Answers the next requests of one operation with `faults`, one after another, and counts all of them."""

    def __init__(self, operation: str, faults: list[Answer]) -> None:
        self.requests = 0
        self._faults = faults
        events = database_client().meta.events
        events.register_first(f"before-send.dynamodb.{operation}", self._meet)
        events.register_last("before-send", self._let_through)

    def _meet(self, request: Any, event_name: str, **_: Any) -> Any:
        """Botocore asks all who listen and takes the first answer, so moto must not hear what is refused."""
        self.requests += 1
        moto_models.botocore_stubber.enabled = not self._faults
        return self._faults.pop(0)(event_name, request) if self._faults else None

    def _let_through(self, **_: Any) -> None:
        moto_models.botocore_stubber.enabled = True


def refused(code: str, status: int = 400, **body: Any) -> Answer:
    """DynamoDB answers with an error."""
    text = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "no", **body}).encode()

    def answer(event_name: str, request: Any) -> AWSResponse:
        return AWSResponse(request.url, status, HTTPHeaders(), _Raw(text))

    return answer


def answer_lost(event_name: str, request: Any) -> Any:
    """DynamoDB does it, and nobody hears of it."""
    moto_models.botocore_stubber.enabled = True
    moto_models.botocore_stubber(event_name, request)
    raise ReadTimeoutError(endpoint_url=request.url)


def unreachable(event_name: str, request: Any) -> Any:
    moto_models.botocore_stubber.enabled = True
    raise ReadTimeoutError(endpoint_url=request.url)


class _Raw:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._content

    def read(self) -> bytes:
        return self._content


def conflict(items: int) -> Answer:
    reasons = [{"Code": "TransactionConflict", "Message": "busy"}] + [{"Code": "None"}] * (items - 1)
    return refused("TransactionCanceledException", CancellationReasons=reasons)


def test_fault_13_a_put_whose_answer_is_lost_is_known_as_a_repeat(stores: Stores) -> None:
    wire = Wire("PutItem", [answer_lost])

    assert stores.segments.put("s", a_batch(1), 1, NOON) is PutOutcome.REPEATED
    assert wire.requests == 2
    assert [row.batch for row in stores.segments.batches("s")] == [a_batch(1)]


def test_fault_14_a_short_burst_of_throttling_is_waited_out_and_a_long_one_is_named(stores: Stores) -> None:
    throttled = refused("ProvisionedThroughputExceededException")

    Wire("PutItem", [throttled, throttled])
    assert stores.segments.put("s", a_batch(1), 1, NOON) is PutOutcome.STORED

    wire = Wire("PutItem", [throttled] * 50)
    with pytest.raises(StoreUnavailable):
        stores.segments.put("s", a_batch(6), 1, NOON)
    assert wire.requests <= 10, "a store in trouble is not asked for ever"


@pytest.mark.parametrize("fault", [unreachable, refused("InternalServerError", 500), refused("ThrottlingException")])
@pytest.mark.parametrize(
    ("operation", "call"),
    [
        ("GetItem", lambda stores: stores.sessions.get("s-1")),
        ("PutItem", lambda stores: stores.segments.put("s", a_batch(1), 1, NOON)),
        ("UpdateItem", lambda stores: stores.sessions.mark_late("s-1", NOON)),
        ("DeleteItem", lambda stores: stores.segments.withdraw("s", a_batch(1), 1)),
        ("Query", lambda stores: stores.segments.ranges("s")),
        ("TransactWriteItems", lambda stores: stores.sessions.open(a_session(), a_meeting(), None, None)),
    ],
)
def test_fault_16_a_database_that_is_away_is_named_whatever_was_asked(
    stores: Stores, operation: str, call: Callable[[Stores], object], fault: Answer
) -> None:
    Wire(operation, [fault] * 50)

    with pytest.raises(StoreUnavailable):
        call(stores)


def test_fault_15_a_transaction_that_meets_another_one_tries_again(stores: Stores) -> None:
    ada = a_user()
    wire = Wire("TransactWriteItems", [conflict(5), conflict(5)])

    outcome = stores.sessions.open(a_session(), a_meeting(), a_workspace(ada), ada)

    assert (outcome, wire.requests) == (OpenOutcome.OPENED, 3)


def test_fault_15_a_transaction_that_meets_others_again_and_again_gives_up_by_name(stores: Stores) -> None:
    wire = Wire("TransactWriteItems", [conflict(1)] * 50)

    with pytest.raises(StoreUnavailable):
        stores.sessions.open(a_session(), None, None, None)
    assert wire.requests == base.CONFLICT_TRIES


def test_fault_13_a_transaction_whose_answer_is_lost_happens_once(stores: Stores) -> None:
    Wire("TransactWriteItems", [answer_lost])

    outcome = stores.sessions.open(a_session(), a_meeting(id="m-1"), None, None)

    assert outcome in (OpenOutcome.OPENED, OpenOutcome.SESSION_EXISTS), "DynamoDB knows the request by its token"
    assert stores.sessions.get("s-1") == a_session()


def starter_of(monkeypatch: pytest.MonkeyPatch) -> tuple[state_machine.StepFunctionsStarter, Stubber]:
    client = boto3.client("stepfunctions")
    monkeypatch.setattr(state_machine, "client", lambda service: client)
    arn = "arn:aws:states:us-east-1:123456789012:stateMachine:"
    return state_machine.StepFunctionsStarter(f"{arn}insights", f"{arn}settle"), Stubber(client)


EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:insights:s-1-r1"


def test_fault_22_the_same_start_is_answered_with_the_same_execution(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    starter, step_functions = starter_of(monkeypatch)
    running = {"executionArn": EXECUTION, "startDate": NOON}
    step_functions.add_response("start_execution", running)
    step_functions.add_response("start_execution", running)
    step_functions.add_client_error("start_execution", "ExecutionAlreadyExists")

    with step_functions:
        assert [starter.start(a_run()) for _ in range(3)] == [EXECUTION] * 3, "new, still running, over"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("RUNNING", ExecutionStatus.RUNNING),
        ("SUCCEEDED", ExecutionStatus.SUCCEEDED),
        ("FAILED", ExecutionStatus.FAILED),
        ("TIMED_OUT", ExecutionStatus.FAILED),
        ("ABORTED", ExecutionStatus.FAILED),
    ],
)
def test_fault_22_what_became_of_an_execution_is_asked(
    stores: Stores, monkeypatch: pytest.MonkeyPatch, status: str, expected: ExecutionStatus
) -> None:
    starter, step_functions = starter_of(monkeypatch)
    machine = EXECUTION.replace(":execution:", ":stateMachine:").removesuffix(":s-1-r1")
    known = {"executionArn": EXECUTION, "stateMachineArn": machine, "status": status, "startDate": NOON}
    step_functions.add_response("describe_execution", known)
    step_functions.add_client_error("describe_execution", "ExecutionDoesNotExist")

    with step_functions:
        assert starter.status(EXECUTION) is expected
        assert starter.status(EXECUTION) is ExecutionStatus.FAILED


@pytest.mark.parametrize("call", ["start", "status"])
def test_a_state_machine_in_trouble_is_named(stores: Stores, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    starter, step_functions = starter_of(monkeypatch)
    operation = {"start": "start_execution", "status": "describe_execution"}[call]
    step_functions.add_client_error(operation, "AccessDeniedException", http_status_code=403)

    with step_functions, pytest.raises(PipelineUnavailable):
        starter.start(a_run()) if call == "start" else starter.status(EXECUTION)


def test_a_wait_that_cannot_be_asked_for_is_left_to_the_sweeper(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    starter, step_functions = starter_of(monkeypatch)
    step_functions.add_client_error("start_execution", "ServiceUnavailable", http_status_code=503)

    with step_functions:
        starter.seal_later("s-1", 10, "gaps")
