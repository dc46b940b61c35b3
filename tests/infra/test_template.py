"""What the emulator forgives and AWS does not, checked on the template itself."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from local.template import read_template

from mina.domain import errors, model_errors
from mina.domain.event import EventKind
from mina.domain.insight import Step
from mina.edge import frames

ROOT = Path(__file__).parents[2]
TEMPLATE: dict[str, Any] = read_template(ROOT / "template.yaml")
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]
PIPELINE: dict[str, Any] = yaml.safe_load((ROOT / "infra/insight-pipeline.asl.yaml").read_text())
SETTLE: dict[str, Any] = yaml.safe_load((ROOT / "infra/settle.asl.yaml").read_text())


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    return {name: r["Properties"] for name, r in RESOURCES.items() if r["Type"] == kind}


FUNCTIONS = of_type("AWS::Serverless::Function")
ROUTES = of_type("AWS::ApiGatewayV2::Route")
RESPONSES = of_type("AWS::ApiGatewayV2::RouteResponse")


@pytest.mark.parametrize(
    ("layer", "holder"),
    [
        ("SoundLayer", "PrepareSoundFunction"),
        ("FontsLayer", "DashboardFunction"),
        ("NumpyLayer", "SummaryFunction"),
        ("ReaderLayer", "SummaryFunction"),
    ],
)
def test_what_is_heavy_is_in_the_one_function_that_needs_it(layer: str, holder: str) -> None:
    assert [name for name, function in FUNCTIONS.items() if {"Ref": layer} in function.get("Layers", [])] == [holder]


def statements(function: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for policy in function.get("Policies", []):
        for statement in policy.get("Statement", []):
            yield statement["Fn::If"][1] if "Fn::If" in statement else statement


def tags(kind: Any) -> Iterator[str]:
    for frame in get_args(kind):
        yield frame.__struct_config__.tag


def test_every_action_that_is_served_has_a_route() -> None:
    served = {properties["RouteKey"] for properties in ROUTES.values()}

    assert served - {"$connect", "$disconnect", "$default"} == set(tags(frames.Frame))


def test_a_route_that_answers_has_a_route_response() -> None:
    answering = {name for name, route in ROUTES.items() if route["RouteKey"] not in ("$connect", "$disconnect")}

    assert {
        name for name in answering if ROUTES[name].get("RouteResponseSelectionExpression") == "$default"
    } == answering
    assert {response["RouteId"]["Ref"] for response in RESPONSES.values()} == answering
    assert all(response["RouteResponseKey"] == "$default" for response in RESPONSES.values())


def test_the_stage_waits_for_every_route() -> None:
    assert set(RESOURCES["SocketStage"]["DependsOn"]) == set(ROUTES)


def test_only_connect_is_authorized_and_by_ticket() -> None:
    authorized = [route["RouteKey"] for route in ROUTES.values() if "AuthorizerId" in route]

    assert authorized == ["$connect"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_only_what_is_named(name: str) -> None:
    for statement in statements(FUNCTIONS[name]):
        assert statement["Effect"] == "Allow"
        assert not any("*" in action for action in statement["Action"])
        assert "*" not in statement["Resource"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_s_handler_exists(name: str) -> None:
    function = FUNCTIONS[name]
    module, attribute = function["Handler"].split(".")
    source = (ROOT / function["CodeUri"] / f"{module}.py").read_text()

    assert re.search(rf"^def {attribute}\(|^{attribute} = ", source, re.MULTILINE)


def test_the_runtime_is_a_supported_one_on_arm() -> None:
    shared = TEMPLATE["Globals"]["Function"]

    assert shared["Runtime"] == "python3.13"
    assert shared["Architectures"] == ["arm64"]


def test_no_api_function_outlives_api_gateway_s_29_seconds() -> None:
    behind_http = [f for f in FUNCTIONS.values() if any(e["Type"] == "HttpApi" for e in f.get("Events", {}).values())]
    behind_socket = [FUNCTIONS[n] for n in FUNCTIONS if f"{n.removesuffix('Function')}Integration" in RESOURCES]

    assert behind_http
    assert behind_socket
    for function in behind_http + behind_socket:
        assert function.get("Timeout", TEMPLATE["Globals"]["Function"]["Timeout"]) < 29


def test_access_logs_hold_no_query_string() -> None:
    formats = [
        r["Properties"]["AccessLogSettings"]["Format"]
        for r in RESOURCES.values()
        if "AccessLogSettings" in r.get("Properties", {})
    ]

    assert len(formats) == 2
    for text in formats:
        assert not re.search(r"querystring|\$context\.path|requestOverride|authorizer", text, re.IGNORECASE)
        json.loads(text)


def test_what_holds_words_survives_the_stack() -> None:
    for name in ("Table", "Bucket", "UserPool"):
        assert RESOURCES[name]["DeletionPolicy"] == "Retain"
        assert RESOURCES[name]["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("machine", ["InsightPipeline", "SettleMachine"])
def test_every_placeholder_of_a_machine_is_filled(machine: str) -> None:
    properties = RESOURCES[machine]["Properties"]
    definition = (ROOT / properties["DefinitionUri"]).read_text()

    assert set(re.findall(r"\$\{(\w+)\}", definition)) == set(properties["DefinitionSubstitutions"])


@pytest.mark.parametrize("machine", ["InsightPipeline", "SettleMachine"])
def test_a_machine_is_found_under_the_name_by_which_it_is_started(machine: str) -> None:
    name = RESOURCES[machine]["Properties"]["Name"]["Fn::Sub"]
    arn = f"arn:${{AWS::Partition}}:states:${{AWS::Region}}:${{AWS::AccountId}}:stateMachine:{name}"
    variable = {"InsightPipeline": "STATE_MACHINE_ARN", "SettleMachine": "SETTLE_MACHINE_ARN"}[machine]
    told = [f["Environment"]["Variables"] for f in FUNCTIONS.values() if "Environment" in f]
    arns = [variables[variable]["Fn::Sub"] for variables in told if variable in variables]

    assert arns
    assert set(arns) == {arn}


def tasks(machine: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: state for name, state in machine["States"].items() if state["Type"] == "Task"}


@pytest.mark.parametrize(("name", "state"), [*tasks(PIPELINE).items(), *tasks(SETTLE).items()])
def test_every_task_has_a_timeout_and_retries_by_name(name: str, state: dict[str, Any]) -> None:
    assert 0 < state["TimeoutSeconds"] <= 300
    assert all("States.ALL" not in retry["ErrorEquals"] for retry in state["Retry"])


@pytest.mark.parametrize(("name", "state"), tasks(PIPELINE).items())
def test_only_ids_travel_through_the_pipeline(name: str, state: dict[str, Any]) -> None:
    assert set(state["Parameters"]["Payload"]) <= {
        "session_id.$", "revision.$", "run.$", "steps.$", "step", "error.$",
    }  # fmt: skip
    assert state["ResultPath"] in (None, "$.outcome", "$.failure")


def test_every_error_that_the_pipeline_names_is_one_that_the_code_raises() -> None:
    ours = {name for module in (errors, model_errors) for name, _ in inspect.getmembers(module, inspect.isclass)}
    named = {
        error
        for machine in (PIPELINE, SETTLE)
        for state in tasks(machine).values()
        for rule in [*state.get("Retry", []), *state.get("Catch", [])]
        for error in rule["ErrorEquals"]
        if not error.startswith(("States.", "Lambda."))
    }

    assert named - ours == set()
    model = {name for name in ours if name.startswith("Model")} - {"ModelError"}
    assert model <= named


def test_a_failing_step_stops_no_other() -> None:
    order, state = [], PIPELINE["StartAt"]
    while state:
        order.append(state)
        state = PIPELINE["States"][state].get("Next", "")
        catches = PIPELINE["States"][order[-1]].get("Catch", [])
        if order[-1] != "Insights are ready" and order[-1] != "Reveal the meeting":
            recorded = next(c["Next"] for c in catches if c["ErrorEquals"] == ["States.ALL"])
            assert PIPELINE["States"][recorded]["Next"] == state
            local = next(c["Next"] for c in catches if "ModelRefused" in c["ErrorEquals"])
            assert PIPELINE["States"][local]["Next"] == state

    assert order == [
        "Refine the transcript",
        "Measure the meeting",
        "Find the tasks",
        "Write the summary",
        "Reveal the meeting",
        "Insights are ready",
    ]


def test_each_step_has_its_three_events() -> None:
    kinds = {kind.value for kind in EventKind}

    assert all(f"{step}_{end}" in kinds for step in Step for end in ("started", "ready", "failed"))
