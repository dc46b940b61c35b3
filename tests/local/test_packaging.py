"""What is deployed holds what it should, and the same content always makes the same artifact."""

import io
import json
import os
import sys
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from local.packaging import Artifact, Packager, Platform
from local.places import ROOT
from local.template import read_template, read_yaml

from local import environments


def a_packager(root: Path, platform: Platform = Platform.THIS_MACHINE) -> Packager:
    return Packager(platform, environments.python_of(environments.PROJECT), environments.uv(), root)


def packed(root: Path, attribute: str, path: str, platform: Platform = Platform.THIS_MACHINE) -> Artifact:
    """The artifact of the one resource that has `attribute: path`."""
    artifacts: list[Artifact] = []
    template = {"Resources": {"It": {"Type": "A", "Properties": {attribute: path}}}}
    result = a_packager(root, platform).package(template, keep_in(artifacts))
    assert result["Resources"]["It"]["Properties"] == {attribute: "kept"}
    (artifact,) = artifacts
    return artifact


def names(artifact: Artifact) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as archive:
        return set(archive.namelist())


@pytest.fixture
def function(tmp_path: Path) -> Path:
    folder = tmp_path / "function"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "__pycache__" / "handler.pyc").write_text("compiled")
    (folder / "handler.py").write_text("def handler(): ...")
    return folder


def test_equal_content_makes_an_equal_artifact_whenever_it_was_written(tmp_path: Path, function: Path) -> None:
    before = packed(tmp_path, "CodeUri", "function")
    os.utime(function / "handler.py", (0, 0))

    assert packed(tmp_path, "CodeUri", "function").key == before.key


def test_dependencies_that_two_runs_want_at_once_are_installed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "layer").mkdir()
    (tmp_path / "layer" / "requirements.txt").write_text("")
    installed: list[Path] = []
    both = threading.Barrier(2)

    def install(_: Packager, __: Path, target: Path) -> None:
        installed.append(target)
        with suppress(threading.BrokenBarrierError):
            both.wait(0.5)  # is passed only where both are at it
        target.mkdir(parents=True)
        (target / "module.py").write_text("")

    monkeypatch.setattr(Packager, "_install", install)

    with ThreadPoolExecutor(2) as runs:
        keys = set(runs.map(lambda _: packed(tmp_path, "ContentUri", "layer").key, range(2)))

    assert len(keys) == 1
    assert len(installed) == 1


def test_other_content_makes_another_artifact(tmp_path: Path, function: Path) -> None:
    before = packed(tmp_path, "CodeUri", "function")
    (function / "handler.py").write_text("def handler(): return 1")

    assert packed(tmp_path, "CodeUri", "function").key != before.key


def test_compiled_files_stay_at_home(tmp_path: Path, function: Path) -> None:
    assert names(packed(tmp_path, "CodeUri", "function")) == {"handler.py"}


def test_what_is_packed_with_a_compiler_is_compiled_the_same_wherever_it_lies(tmp_path: Path) -> None:
    artifacts: list[Artifact] = []
    for place in ("here", "there"):
        (tmp_path / place / "function").mkdir(parents=True)
        (tmp_path / place / "function" / "handler.py").write_text("def handler(): return {'a', 'b', 'c'}")
        packager = replace(a_packager(tmp_path / place), compiler=Path(sys.executable))
        packager.package(
            {"Resources": {"It": {"Type": "A", "Properties": {"CodeUri": "function"}}}}, keep_in(artifacts)
        )

    compiled = f"__pycache__/handler.{sys.implementation.cache_tag}.pyc"
    assert names(artifacts[0]) == {"handler.py", compiled}
    assert artifacts[0].key == artifacts[1].key


def keep_in(artifacts: list[Artifact]) -> Callable[[Artifact], str]:
    def keep(artifact: Artifact) -> str:
        artifacts.append(artifact)
        return "kept"

    return keep


def test_a_folder_that_several_functions_share_is_packed_once(tmp_path: Path, function: Path) -> None:
    located: list[str] = []

    def locate(artifact: Artifact) -> str:
        located.append(artifact.key)
        return artifact.key

    resource = {"Type": "A", "Properties": {"CodeUri": "function"}}
    a_packager(tmp_path).package({"Resources": {"One": resource, "Two": resource}}, locate)

    assert len(located) == 1


def test_a_state_machine_in_yaml_is_packed_as_json(tmp_path: Path) -> None:
    (tmp_path / "it.asl.yaml").write_text("StartAt: A\nStates:\n  A: {Type: Pass, End: true} # done\n")

    artifact = packed(tmp_path, "DefinitionUri", "it.asl.yaml")

    assert json.loads(artifact.data) == {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}


def test_the_dependencies_for_lambda_are_those_of_its_processor_and_python() -> None:
    template = read_template(ROOT / "template.yaml")["Globals"]["Function"]
    assert (template["Architectures"], template["Runtime"]) == (["arm64"], "python3.13")

    compiled = {
        name for name in names(packed(ROOT, "ContentUri", "layers/dependencies", Platform.LAMBDA)) if ".so" in name
    }

    assert any("cpython-313-aarch64-linux-gnu" in name for name in compiled)
    assert not [name for name in compiled if "x86_64" in name or "darwin" in name]


def test_the_application_lies_where_lambda_looks_for_a_layer() -> None:
    assert "python/mina/bootstrap.py" in names(packed(ROOT, "ContentUri", "layers/core"))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("!Ref Table", {"Ref": "Table"}),
        ("!GetAtt Table.Stream.Arn", {"Fn::GetAtt": ["Table", "Stream.Arn"]}),
        ('!Sub "a${B}"', {"Fn::Sub": "a${B}"}),
        ("!If [A, !Ref B, c]", {"Fn::If": ["A", {"Ref": "B"}, "c"]}),
        ("!Sub [a, {b: !Ref C}]", {"Fn::Sub": ["a", {"b": {"Ref": "C"}}]}),
        ("2012-10-17", "2012-10-17"),
    ],
)
def test_the_short_forms_of_cloudformation_are_read_as_the_long_ones(short: str, long: Any) -> None:
    assert read_yaml(f"it: {short}") == {"it": long}
