"""Our own rules of what an operator needs: logs that end, data under our key, alarms that can ring."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from local.template import read_template

from mina.edge.observability import METRICS

ROOT = Path(__file__).parents[2]
TEMPLATE: dict[str, Any] = read_template(ROOT / "template.yaml")
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]
OPERATIONS: dict[str, Any] = read_template(ROOT / "infra/operations.yaml")
ALARMS = {
    name: resource["Properties"]
    for name, resource in OPERATIONS["Resources"].items()
    if resource["Type"] == "AWS::CloudWatch::Alarm"
}
RUNBOOK = (ROOT / "docs" / "operations.md").read_text()


def functions() -> dict[str, dict[str, Any]]:
    return {n: r["Properties"] for n, r in RESOURCES.items() if r["Type"] == "AWS::Serverless::Function"}


def on_aws(value: Any) -> Any:
    """What a property is on AWS, not on the emulator."""
    return value["Fn::If"][1] if isinstance(value, dict) and value.get("Fn::If", [""])[0] == "OnAws" else value


def test_every_function_writes_into_a_log_that_ends() -> None:
    shared = on_aws(TEMPLATE["Globals"]["Function"]["LoggingConfig"])

    assert shared == {"LogGroup": {"Ref": "FunctionLogs"}}
    assert not [name for name, function in functions().items() if "LoggingConfig" in function]
    for name, resource in RESOURCES.items():
        if resource["Type"] == "AWS::Logs::LogGroup":
            assert resource["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}, name


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Table", ("SSESpecification", "KMSMasterKeyId")),
        ("CursorSecret", ("KmsKeyId",)),
        ("ModelSecret", ("KmsKeyId",)),
        ("FunctionLogs", ("KmsKeyId",)),
        ("HttpAccessLogs", ("KmsKeyId",)),
        ("SocketAccessLogs", ("KmsKeyId",)),
    ],
)
def test_what_is_kept_is_encrypted_with_our_key(name: str, where: tuple[str, ...]) -> None:
    value: Any = RESOURCES[name]["Properties"]
    for step in where:
        value = on_aws(value)[step]

    assert on_aws(value) in ({"Ref": "EncryptionKey"}, {"Fn::GetAtt": ["EncryptionKey", "Arn"]})


def test_files_are_encrypted_with_our_key_and_travel_encrypted() -> None:
    rule = RESOURCES["Bucket"]["Properties"]["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]
    denial = RESOURCES["BucketPolicy"]["Properties"]["PolicyDocument"]["Statement"][0]

    assert on_aws(rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"]) == {"Fn::GetAtt": ["EncryptionKey", "Arn"]}
    assert (denial["Effect"], denial["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


def test_the_key_opens_only_for_this_account_and_through_the_services_that_store() -> None:
    key = RESOURCES["EncryptionKey"]["Properties"]
    statements = {s["Sid"]: s for s in key["KeyPolicy"]["Statement"]}
    everybody = [s for s in statements.values() if s["Principal"] == {"AWS": "*"}]

    assert key["EnableKeyRotation"] is True
    assert [s["Sid"] for s in everybody] == ["ThroughTheServicesThatStore"]
    assert set(everybody[0]["Condition"]["StringEquals"]) == {"kms:CallerAccount", "kms:ViaService"}
    assert not [action for s in statements.values() for action in s["Action"] if "*" in action]
    assert not [a for a in statements["TheAccountAdministers"]["Action"] if "Decrypt" in a]


def test_an_api_bounds_how_fast_it_may_be_asked() -> None:
    for name in ("HttpApi", "SocketStage"):
        limits = RESOURCES[name]["Properties"]["DefaultRouteSettings"]
        assert 0 < limits["ThrottlingRateLimit"] <= 10_000
        assert 0 < limits["ThrottlingBurstLimit"] <= 5_000


def test_everything_is_traced_but_turns_by_the_clock_that_mostly_find_nothing() -> None:
    assert TEMPLATE["Globals"]["Function"]["Tracing"] == "Active"
    for name, resource in RESOURCES.items():
        if resource["Type"] == "AWS::Serverless::Function":
            events = resource["Properties"].get("Events", {}).values()
            is_by_the_clock = any(event["Type"] == "Schedule" for event in events)
            assert resource["Properties"].get("Tracing") == ("PassThrough" if is_by_the_clock else None), name
        if resource["Type"] == "AWS::Serverless::StateMachine":
            assert resource["Properties"]["Tracing"] == {"Enabled": True}, name


def test_the_operations_are_given_everything_that_they_ask_for() -> None:
    given = RESOURCES["Operations"]["Properties"]["Parameters"]

    assert set(given) == set(OPERATIONS["Parameters"])


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_listens_to_something_that_is_measured(name: str) -> None:
    alarm = ALARMS[name]
    filters = [r["Properties"] for r in OPERATIONS["Resources"].values() if r["Type"] == "AWS::Logs::MetricFilter"]
    from_logs = {t["MetricName"] for f in filters for t in f["MetricTransformations"]}

    if alarm["Namespace"] == "Mina":
        assert alarm["MetricName"] in METRICS
        assert alarm["Dimensions"] == [{"Name": "service", "Value": {"Ref": "Service"}}]
    elif isinstance(alarm["Namespace"], dict):
        assert alarm["MetricName"] in from_logs
    else:
        assert alarm["Namespace"].startswith("AWS/")
    assert alarm["AlarmActions"] == [{"Ref": "Alarms"}]
    assert alarm["DatapointsToAlarm"] <= alarm["EvaluationPeriods"]


@pytest.mark.parametrize("name", ALARMS)
def test_the_runbook_says_what_to_do_at_an_alarm(name: str) -> None:
    assert f"`{name}`" in RUNBOOK


def test_a_silent_sweeper_raises_an_alarm() -> None:
    assert ALARMS["OldestRunWaits"]["TreatMissingData"] == "breaching"


def test_everything_that_is_measured_is_seen() -> None:
    body = OPERATIONS["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    widgets = json.loads(re.sub(r"\$\{[^}]+\}", "x", body))["widgets"]
    drawn = {metric[1] for widget in widgets for metric in widget["properties"]["metrics"]}

    assert set(METRICS) <= drawn | {alarm["MetricName"] for alarm in ALARMS.values()}


def test_the_functions_name_the_stack_in_what_they_measure() -> None:
    variables = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]

    assert variables["POWERTOOLS_SERVICE_NAME"] == {"Ref": "AWS::StackName"}


def test_every_function_that_asks_the_model_is_told_whether_to_redact() -> None:
    asking = {
        name: function["Environment"]["Variables"]
        for name, function in functions().items()
        if "MODEL_PRICES" in function.get("Environment", {}).get("Variables", {})
    }

    assert len(asking) >= 4
    assert {
        name for name, told in asking.items() if told.get("REDACT_BEFORE_MODEL") != {"Ref": "RedactBeforeModel"}
    } == set()
