"""A new version is tried on a few calls first and taken back by an alarm: read off what SAM makes of the template."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from typing import Any

import pytest
from local.all_at_once import all_at_once
from local.places import ROOT
from local.template import read_template
from samtranslator.parser.parser import Parser  # type: ignore[import-untyped]
from samtranslator.translator.translator import Translator  # type: ignore[import-untyped]

TEMPLATE: dict[str, Any] = read_template(ROOT / "template.yaml")


@cache
def transformed() -> dict[str, dict[str, Any]]:
    """The resources that CloudFormation is given on AWS."""
    template = copy.deepcopy(TEMPLATE)
    for resource in template["Resources"].values():
        for path in ("CodeUri", "ContentUri", "DefinitionUri"):
            if path in resource.get("Properties", {}):
                resource["Properties"][path] = "s3://artifacts/it"
    parameters = {name: p.get("Default") for name, p in template["Parameters"].items()}
    made: dict[str, Any] = Translator({}, Parser()).translate(template, parameters)
    resources: dict[str, dict[str, Any]] = made["Resources"]
    return resources


@pytest.fixture(autouse=True)
def region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    return {name: r for name, r in transformed().items() if r["Type"] == kind}


def test_every_function_has_an_alias_that_moves_gradually_and_back_at_an_alarm() -> None:
    functions, aliases = of_type("AWS::Lambda::Function"), of_type("AWS::Lambda::Alias")
    moved = {a["Properties"]["FunctionName"]["Ref"] for a in aliases.values()}

    assert moved == set(functions)
    for alias in aliases.values():
        group = alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]["DeploymentGroupName"]["Ref"]
        deployment = transformed()[group]["Properties"]
        assert deployment["DeploymentConfigName"] != "CodeDeployDefault.LambdaAllAtOnce"
        assert "Canary10Percent5Minutes" in json.dumps(deployment["DeploymentConfigName"])
        assert deployment["AutoRollbackConfiguration"]["Enabled"] is True
        assert set(deployment["AutoRollbackConfiguration"]["Events"]) >= {"DEPLOYMENT_STOP_ON_ALARM"}
        assert deployment["AlarmConfiguration"]["Alarms"] == [
            {"Name": {"Ref": "NewVersionFails"}},
            {"Name": {"Ref": "NewVersionCrashes"}},
        ]


def test_what_ends_a_deployment_listens_to_what_the_functions_measure() -> None:
    operations = read_template(ROOT / "infra" / "operations.yaml")["Resources"]
    fails, crashes = (TEMPLATE["Resources"][name]["Properties"] for name in ("NewVersionFails", "NewVersionCrashes"))
    filtered = operations["CrashesInTheLog"]["Properties"]["MetricTransformations"][0]

    assert (fails["Namespace"], fails["MetricName"]) == ("Mina", operations["CodeFails"]["Properties"]["MetricName"])
    assert fails["Dimensions"] == [{"Name": "service", "Value": {"Ref": "AWS::StackName"}}]
    assert crashes["MetricName"] == filtered["MetricName"]
    assert crashes["Namespace"] == {
        "Fn::Sub": filtered["MetricNamespace"]["Fn::Sub"].replace("Service", "AWS::StackName")
    }
    assert (fails["Period"], crashes["Period"]) == (60, 60)


def test_nobody_calls_a_function_past_its_alias() -> None:
    """Integrations, authorizers, permissions, machines, schedules and streams: a caller that named the function itself
    would meet a new version before it was tried."""
    functions = set(of_type("AWS::Lambda::Function"))
    callers = {
        name: resource
        for name, resource in transformed().items()
        if resource["Type"]
        in (
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Authorizer",
            "AWS::ApiGatewayV2::Integration",
            "AWS::Events::Rule",
            "AWS::Lambda::EventSourceMapping",
            "AWS::Lambda::Permission",
            "AWS::StepFunctions::StateMachine",
        )
    }

    past = {name: named for name, r in callers.items() if (named := functions & set(names_in(r["Properties"])))}

    assert past == {}
    assert len(callers) > 40


def test_a_change_in_a_layer_makes_a_new_version() -> None:
    """The application is a layer: without this a deployment would move no alias to it."""
    assert TEMPLATE["Globals"]["Function"]["AutoPublishAliasAllProperties"] is True


def test_the_emulator_s_form_knows_no_alias_and_is_otherwise_the_same() -> None:
    local = all_at_once(TEMPLATE)

    assert ".Alias" not in json.dumps(local)
    assert "DeploymentPreference" not in local["Globals"]["Function"]
    assert set(local["Resources"]) == set(TEMPLATE["Resources"])
    assert "AutoPublishAlias" in TEMPLATE["Globals"]["Function"], "the template itself stays as it is"


def names_in(value: Any) -> list[str]:
    """All that a value refers to."""
    if isinstance(value, str):
        return re.findall(r"\$\{(\w+)(?:\.Arn)?\}", value)
    if isinstance(value, list):
        return [name for one in value for name in names_in(one)]
    if not isinstance(value, dict):
        return []
    if set(value) == {"Ref"}:
        return [value["Ref"]]
    if set(value) == {"Fn::GetAtt"}:
        return [value["Fn::GetAtt"][0] if isinstance(value["Fn::GetAtt"], list) else value["Fn::GetAtt"].split(".")[0]]
    return [name for one in value.values() for name in names_in(one)]
