"""What the alarms listen to is what the code says when something goes wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mina.domain.errors import StepFailed, StoreUnavailable
from mina.domain.insight import Step
from mina.domain.session import StepState
from mina.edge.observability import note_failure, push_lost
from mina.edge.socket import answer
from mina.edge.steps import walk
from mina.edge.sweeps import report

STATE = {"session_id": "s-1", "revision": 1, "run": 1, "steps": ["summary"]}
SECRET = "our merger with Contoso"


@pytest.fixture(autouse=True)
def _stack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "a-stack")


def measured(printed: str) -> dict[str, float]:
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    found: dict[str, float] = {}
    for line in lines:
        for group in line.get("_aws", {}).get("CloudWatchMetrics", []):
            assert group["Namespace"] == "Mina"
            assert group["Dimensions"] == [["service"]]
            found |= {metric["Name"]: line[metric["Name"]][0] for metric in group["Metrics"]}
    return found


def test_a_sweep_says_how_far_it_is_behind(capsys: pytest.CaptureFixture[str]) -> None:
    report({"oldest_run_seconds": 400, "overdue_sessions": 2, "failed_KeyError": 1, "resealed": 3, "run_given_up": 1})

    assert measured(capsys.readouterr().out) == {
        "OldestRunAge": 400,
        "OverdueSessions": 2,
        "SweepFailures": 1,
        "ReconcileMismatches": 3,
        "RunsGivenUp": 1,
    }


def test_a_sweep_with_nothing_to_do_is_heard_of_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    report({})

    assert measured(capsys.readouterr().out)["OldestRunAge"] == 0


def test_a_step_without_the_model_is_measured_as_degraded(capsys: pytest.CaptureFixture[str]) -> None:
    event = {**STATE, "error": "ModelCircuitOpen"}

    answered = walk(event, Step.SUMMARY, lambda _: StepState.DEGRADED)

    assert answered == {"state": "degraded"}
    assert {"StepsDegraded", "BreakerOpen", "StepDuration"} <= set(measured(capsys.readouterr().out))


def test_a_step_that_fails_is_logged_without_what_the_exception_says(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: object) -> StepState:
        raise ValueError(SECRET)

    with pytest.raises(StepFailed):
        walk(STATE, Step.SUMMARY, fail)

    logged = repr([vars(record) for record in caplog.records])
    assert "ValueError" in logged
    assert SECRET not in logged


def test_an_unexpected_exception_is_measured_and_its_text_is_not_logged(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    note_failure("failed", RuntimeError(SECRET))

    logged = repr([vars(record) for record in caplog.records])
    assert measured(capsys.readouterr().out) == {"Failures": 1}
    assert "RuntimeError" in logged
    assert SECRET not in logged


def test_a_lost_push_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    push_lost("LimitExceededException")

    assert measured(capsys.readouterr().out) == {"PushFailures": 1}


def test_a_store_that_does_not_answer_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    def away(*_: Any) -> None:
        raise StoreUnavailable("away")

    event = {
        "requestContext": {"requestId": "r", "connectionId": "c", "routeKey": "ping"},
        "body": '{"action":"ping","v":1,"t":1}',
    }

    answer(event, away)

    assert measured(capsys.readouterr().out) == {"StoreUnavailable": 1}
