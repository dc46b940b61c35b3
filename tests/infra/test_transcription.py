"""What the emulator forgives and AWS does not, of uploads and sound."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from local.template import read_template

from mina.domain import errors, model_errors

ROOT = Path(__file__).parents[2]
RESOURCES: dict[str, dict[str, Any]] = read_template(ROOT / "template.yaml")["Resources"]
MACHINE: dict[str, Any] = yaml.safe_load((ROOT / "infra/transcription.asl.yaml").read_text())
MAP = MACHINE["States"]["Transcribe all parts"]
TASKS = {
    name: state
    for states in (MACHINE["States"], MAP["ItemProcessor"]["States"])
    for name, state in states.items()
    if state["Type"] == "Task"
}


def test_every_placeholder_is_filled_and_the_machine_is_found_by_its_name() -> None:
    properties = RESOURCES["TranscriptionMachine"]["Properties"]
    definition = (ROOT / properties["DefinitionUri"]).read_text()
    told = {
        function["Properties"]["Environment"]["Variables"]["TRANSCRIPTION_MACHINE_ARN"]["Fn::Sub"]
        for function in RESOURCES.values()
        if "TRANSCRIPTION_MACHINE_ARN" in function["Properties"].get("Environment", {}).get("Variables", {})
    }

    assert set(re.findall(r"\$\{(\w+)\}", definition)) == set(properties["DefinitionSubstitutions"])
    assert [arn.partition(":stateMachine:")[2] for arn in told] == [properties["Name"]["Fn::Sub"]]


@pytest.mark.parametrize(("name", "state"), TASKS.items())
def test_a_state_ends_before_its_function_and_retries_by_name(name: str, state: dict[str, Any]) -> None:
    function = RESOURCES[state["Parameters"]["FunctionName"].strip("${}")]["Properties"]

    assert state["TimeoutSeconds"] <= 900
    assert state["TimeoutSeconds"] >= function.get("Timeout", 15)
    assert all("States.ALL" not in retry["ErrorEquals"] for retry in state["Retry"])


def test_only_ids_and_numbers_travel_through_the_machine() -> None:
    for state in TASKS.values():
        assert set(state["Parameters"]["Payload"]) <= {"session_id.$", "part.$"}


def test_every_error_that_the_machine_names_is_one_that_the_code_raises() -> None:
    ours = {name for module in (errors, model_errors) for name, _ in inspect.getmembers(module, inspect.isclass)}
    rules = [rule for state in TASKS.values() for rule in [*state["Retry"], *state.get("Catch", [])]]
    named = {error for rule in rules for error in rule["ErrorEquals"]}

    assert {error for error in named if not error.startswith(("States.", "Lambda."))} <= ours


def test_a_lost_part_stops_no_other_and_no_more_than_eight_run_at_once() -> None:
    part = MAP["ItemProcessor"]["States"]["Transcribe a part"]

    assert MAP["MaxConcurrency"] == 8
    assert part["Catch"] == [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Record a lost part"}]
    assert MAP["Next"] == "Join the words"


def test_the_bucket_tells_of_what_arrives_without_a_circle() -> None:
    bucket = RESOURCES["Bucket"]["Properties"]
    pattern = RESOURCES["ArrivedFunction"]["Properties"]["Events"]["Arrived"]["Properties"]["Pattern"]

    assert bucket["NotificationConfiguration"]["EventBridgeConfiguration"]["EventBridgeEnabled"] is True
    assert pattern["detail"]["bucket"]["name"] == [{"Ref": "Bucket"}]
    assert pattern["detail"]["object"]["key"] == [{"suffix": "/original"}]
