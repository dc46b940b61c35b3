"""The state machines against AWS's own schema of the States language, which the emulator does not check."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

INFRA = Path(__file__).parents[2] / "infra"
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"


def lint(definition: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    text = re.sub(r"\$\{\w+\}", LAMBDA, json.dumps(definition))
    machine = {"RoleArn": "arn:aws:iam::123456789012:role/r", "DefinitionString": text}
    template = {"Resources": {"Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": machine}}}
    path = folder / "machine.json"
    path.write_text(json.dumps(template))
    tool = Path(sys.executable).with_name("cfn-lint")
    return subprocess.run([tool, path], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("file", sorted(INFRA.glob("*.asl.yaml")), ids=lambda p: p.name)
def test_a_machine_fits_the_states_language(file: Path, tmp_path: Path) -> None:
    result = lint(yaml.safe_load(file.read_text()), tmp_path)

    assert result.returncode == 0, result.stdout


def test_the_check_notices_a_state_without_an_end(tmp_path: Path) -> None:
    broken = yaml.safe_load((INFRA / "settle.asl.yaml").read_text())
    del broken["States"]["Seal the session"]["End"]

    assert lint(broken, tmp_path).returncode != 0


@pytest.mark.parametrize("file", sorted(INFRA.glob("*.asl.yaml")), ids=lambda p: p.name)
def test_every_state_leads_to_one_that_is_there(file: Path) -> None:
    machine = yaml.safe_load(file.read_text())
    states = machine["States"]
    following = {machine["StartAt"]}
    for state in states.values():
        targets = [state, *state.get("Catch", []), *state.get("Choices", [])]
        following |= {target["Next"] for target in targets if "Next" in target}
        following |= {state["Default"]} if "Default" in state else set()

    assert following == set(states)
