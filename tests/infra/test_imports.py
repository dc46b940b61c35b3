"""A function loads what it uses: what it imports at its start is paid for by everybody who waits for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from local.places import ROOT
from local.template import read_template

HEAVY = {"openai", "pydantic", "boto3", "docx", "fpdf", "fontTools", "lxml", "PIL", "cryptography", "numpy"}
"""Each of these alone takes longer to import than all that taking in a word needs."""


def handlers() -> list[tuple[str, str]]:
    resources = read_template(ROOT / "template.yaml")["Resources"].values()
    found = {
        (resource["Properties"]["CodeUri"], resource["Properties"]["Handler"].partition(".")[0])
        for resource in resources
        if resource["Type"] == "AWS::Serverless::Function"
    }
    return sorted(found)


def loaded_by(folder: str, module: str) -> set[str]:
    """The modules that are there when `module` has been imported, in a process of its own."""
    path = os.pathsep.join([str(ROOT / folder), str(ROOT / "layers/core/python")])
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(("folder", "module"), handlers())
def test_no_function_begins_with_a_package_that_only_some_of_its_calls_need(folder: str, module: str) -> None:
    assert {name.partition(".")[0] for name in loaded_by(folder, module)} & HEAVY == set()


def test_taking_in_words_loads_neither_insights_nor_what_seals() -> None:
    loaded = loaded_by("functions/segment", "handler")

    strangers = ("mina.insights", "mina.renderers", "mina.domain.insight", "mina.services.finalize", "mina.edge.api")
    assert [name for name in loaded if name.startswith(strangers)] == []
    assert "mina.services.append" in loaded
