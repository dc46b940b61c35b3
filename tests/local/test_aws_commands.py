"""`make deploy`, `make destroy` and `make doctor`: what they would do, without an account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, NoCredentialsError
from local.aws import deploy_command, destroy_command, stack_name_of
from local.doctor import Client, examine

TEMPLATE = Path("build/template.yaml")


class Cloud:
    """An account as the doctor sees it: what each call answers, or raises."""

    def __init__(self, **answers: Any) -> None:
        self._answers: dict[str, Any] = {
            "get_caller_identity": {"Account": "123456789012"},
            "get_account_settings": {"AccountLimit": {"ConcurrentExecutions": 1000}},
            "describe_stacks": {"Stacks": [{"StackStatus": "UPDATE_COMPLETE", "Outputs": [], "Parameters": []}]},
            "describe_alarms": [{"MetricAlarms": []}],
            **answers,
        }

    def client(self, service: str) -> Any:
        return self

    def get_paginator(self, name: str) -> Any:
        pages = self._answers[name]
        return type("Pages", (), {"paginate": staticmethod(lambda **_: pages)})

    def __getattr__(self, name: str) -> Any:
        answer = self._answers[name]

        def call(**_: Any) -> Any:
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call


def advice(client: Client) -> dict[str, str]:
    return {finding.name: finding.advice for finding in examine(client, "mina")}


def test_the_first_deployment_asks_and_the_next_ones_do_not(tmp_path: Path) -> None:
    answers = tmp_path / "samconfig.toml"

    first = deploy_command(TEMPLATE, answers)
    answers.write_text('version = 0.1\n[default.deploy.parameters]\nstack_name = "ours"\n')
    second = deploy_command(TEMPLATE, answers)

    assert "--guided" in first
    assert "--guided" not in second
    assert "--no-confirm-changeset" in second
    assert stack_name_of(answers) == "ours"
    assert "CAPABILITY_AUTO_EXPAND" in second


def test_destroying_asks_first(tmp_path: Path) -> None:
    assert "--no-prompts" not in destroy_command(tmp_path / "samconfig.toml")


def test_without_credentials_nothing_else_is_looked_at() -> None:
    found = advice(Cloud(get_caller_identity=NoCredentialsError()).client)

    assert list(found) == ["credentials"]
    assert "AWS_PROFILE" in found["credentials"]


def test_before_the_first_deployment_the_doctor_says_to_deploy() -> None:
    missing = ClientError({"Error": {"Code": "ValidationError", "Message": "no"}}, "DescribeStacks")

    assert advice(Cloud(describe_stacks=missing).client)["stack"] == "make deploy"


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("Lambda concurrency", {"get_account_settings": {"AccountLimit": {"ConcurrentExecutions": 10}}}),
        ("stack", {"describe_stacks": {"Stacks": [{"StackStatus": "UPDATE_ROLLBACK_COMPLETE"}]}}),
        ("alarms", {"describe_alarms": [{"MetricAlarms": [{"AlarmName": "mina-Operations-StepsFail"}]}]}),
    ],
)
def test_what_is_wrong_comes_with_what_to_do(name: str, answers: dict[str, Any]) -> None:
    well, ill = advice(Cloud().client), advice(Cloud(**answers).client)

    assert well[name] == ""
    assert ill[name] != ""
