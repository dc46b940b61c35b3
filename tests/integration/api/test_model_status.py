"""People see how the language model does, by what the steps have left in the table."""

from dataclasses import replace

from tests.integration.api.house import House

from mina.adapters.circuit_breaker import SharedCircuitBreaker
from mina.adapters.dynamodb.circuits import DynamoCircuits
from mina.services.model_status import ModelStatus


def test_a_model_that_failed_is_shown_as_left_alone_and_its_failure_outlives_its_recovery(house: House) -> None:
    circuits, now = DynamoCircuits(), house.clock.now().timestamp()
    breaker = SharedCircuitBreaker(circuits, lambda: now)
    house.api = replace(house.api, model_status=lambda: ModelStatus("small", True, circuits.load()[0]))
    ada = house.user()

    healthy = house.call(ada, "GET", "/api/workspace/model").json
    breaker.record_failure(is_fatal=True)
    open_circuit = house.call(ada, "GET", "/api/workspace/model").json
    now += 61
    breaker.allow()
    breaker.record_success()
    recovered = house.call(ada, "GET", "/api/workspace/model").json

    assert healthy == {
        "is_configured": True,
        "model": "small",
        "is_transcribing": True,
        "circuit": "closed",
        "failures": 0,
        "last_failed_at": None,
    }
    assert (open_circuit["circuit"], open_circuit["failures"]) == ("open", 1)
    assert (recovered["circuit"], recovered["last_failed_at"]) == ("closed", open_circuit["last_failed_at"])


def test_without_a_model_that_is_said(house: House) -> None:
    reply = house.call(house.user(), "GET", "/api/workspace/model")

    assert (reply.json["is_configured"], reply.json["is_transcribing"]) == (False, False)
