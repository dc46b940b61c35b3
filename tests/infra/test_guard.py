"""The rules of `infra/guard` find what they are there for: each is broken once, by a change of the template.

CloudFormation Guard lives in the checkers' environment, which is made when `make test` first needs it.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from local.guard import RULES, rules_in
from local.places import ROOT
from local.template import read_template

from local import environments

PYTHON = environments.python_of(environments.CHECKERS)
Change = tuple[tuple[str | int, ...], object]

BREAKS: dict[str, Change] = {
    "a_function_names_each_action_and_each_resource": (
        ("Resources", "JoinFunction", "Properties", "Policies", 0, "Statement", 0, "Action"),
        ["dynamodb:*"],
    ),
    "only_the_migration_reads_the_whole_table": (
        ("Resources", "JoinFunction", "Properties", "Policies", 0, "Statement", 0, "Action"),
        ["dynamodb:Scan"],
    ),
    "functions_are_of_a_supported_runtime_traced_and_moved_gradually": (
        ("Globals", "Function", "DeploymentPreference", "Type"),
        "AllAtOnce",
    ),
    "no_function_leaves_what_all_have": (("Resources", "JoinFunction", "Properties", "Role"), "arn:aws:iam::1:role/x"),
    "what_people_said_outlives_the_stack": (("Resources", "Table", "DeletionPolicy"), "Delete"),
    "files_are_nobody_else_s": (
        ("Resources", "Bucket", "Properties", "PublicAccessBlockConfiguration", "BlockPublicPolicy"),
        False,
    ),
    "what_is_kept_is_encrypted_and_ends": (("Resources", "FunctionLogs", "Properties"), {"KmsKeyId": "k"}),
    "machines_are_standard_and_traced": (("Resources", "SettleMachine", "Properties", "Type"), "EXPRESS"),
    "doors_are_throttled_and_written_down": (
        ("Resources", "SocketStage", "Properties", "AccessLogSettings", "Format"),
        "$context.querystring",
    ),
    "only_connect_is_authorized": (("Resources", "ConnectRoute", "Properties", "AuthorizationType"), "NONE"),
    "an_alarm_bounds_something": (("Resources", "NewVersionFails", "Properties", "Threshold"), 0),
}

pytestmark = pytest.mark.skipif(
    subprocess.run([PYTHON, "-c", "import cfn_guard_rs"], check=False, capture_output=True).returncode != 0
    if Path(PYTHON).exists()
    else True,
    reason="CloudFormation Guard is not installed for this Python",
)


def changed(change: Change) -> dict[str, Any]:
    template = read_template(ROOT / "template.yaml")
    (*way, last), value = change
    place: Any = template
    for step in way:
        place = place[step]
    place[last] = value
    return template


def statuses(templates: dict[str, dict[str, Any]]) -> dict[str, str]:
    """What each rule says of the template that is given for it."""
    program = (
        "import json, sys; from local.guard import RULES, rules_in, status_of; given = json.load(sys.stdin);"
        "print(json.dumps({n: status_of(r, given[n]) for n, r in rules_in(RULES.read_text())}))"
    )
    done = subprocess.run(
        [PYTHON, "-c", program], input=json.dumps(templates), cwd=ROOT, check=True, capture_output=True, text=True
    )
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_every_rule_has_a_change_that_breaks_it_and_breaks_on_it() -> None:
    names = [name for name, _ in rules_in(RULES.read_text())]
    assert set(BREAKS) == set(names)

    assert statuses({name: changed(change) for name, change in BREAKS.items()}) == dict.fromkeys(names, "FAIL")


def test_the_template_keeps_all_of_them() -> None:
    template = read_template(ROOT / "template.yaml")
    names = [name for name, _ in rules_in(RULES.read_text())]

    assert set(statuses(dict.fromkeys(names, template)).values()) == {"PASS"}
