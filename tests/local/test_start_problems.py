"""What keeps a run from starting is told in one line that says what to do."""

import ast
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from local.places import ROOT, Places
from local.preflight import check_free, hold
from local.problem import Problem
from tests.stack import free_port

UNREACHABLE_INDEX = "http://127.0.0.1:9/simple"


def make_run(
    data: Path, environment: Mapping[str, str] | None = None, checkout: Path = ROOT, before: str = ""
) -> subprocess.CompletedProcess[str]:
    """`python -m local run` with other ports; `before` is code that runs before it, in the same process."""
    code = f"{before}\nimport runpy, sys\nsys.argv = ['local', 'run']\nrunpy.run_module('local', run_name='__main__')"
    settings = {"MINA_DATA": str(data), "MINA_PORT": str(free_port()), "MINA_PAGE_PORT": str(free_port())}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=checkout,
        env={**os.environ, **settings, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def fresh_checkout(tmp_path: Path) -> Path:
    """The runner's files in a folder where nothing has been installed."""
    checkout = tmp_path / "checkout"
    for folder in ("local", "requirements"):
        shutil.copytree(ROOT / folder, checkout / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return checkout


def told(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error, of a run that failed."""
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    return line


@pytest.mark.parametrize("variable", ["MINA_PORT", "MINA_PAGE_PORT"])
def test_a_busy_port_names_the_variable_that_changes_it(tmp_path: Path, variable: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        line = told(make_run(tmp_path, {variable: str(port)}))

    assert f"Port {port} is in use" in line
    assert f"{variable}={port + 1} make run" in line


def test_a_port_that_is_no_port_is_named(tmp_path: Path) -> None:
    assert "MINA_PORT must be a port number" in told(make_run(tmp_path, {"MINA_PORT": "https"}))


def test_an_old_python_is_told_which_one_is_needed(tmp_path: Path) -> None:
    line = told(make_run(tmp_path, before="import sys; sys.version_info = (3, 9, 18, 'final', 0)"))

    assert "needs Python 3.11 or newer" in line
    assert "make run PYTHON=python3.12" in line


@pytest.mark.parametrize("file", ["__init__.py", "__main__.py"])
def test_the_check_of_the_python_can_be_read_by_an_old_one(file: str) -> None:
    ast.parse((ROOT / "local" / file).read_text(), feature_version=(3, 4))


def test_a_second_run_on_the_same_data_says_where_the_first_one_is(tmp_path: Path) -> None:
    places = Places.from_environment({"MINA_DATA": str(tmp_path)})
    lock = hold(places)

    line = told(make_run(tmp_path))

    lock.release()
    assert f"Mina is running on {tmp_path} already" in line
    assert "MINA_DATA" in line


def test_the_data_folder_is_private(tmp_path: Path) -> None:
    hold(Places.from_environment({"MINA_DATA": str(tmp_path / "data")})).release()

    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_full_disk_is_noticed_before_anything_is_started(tmp_path: Path) -> None:
    places = Places.from_environment({"MINA_DATA": str(tmp_path)})

    with pytest.raises(Problem, match="The disk is full"):
        check_free(places, free_bytes=lambda _: 100_000_000)


def test_a_disk_that_fills_up_during_the_start_is_told_as_such(tmp_path: Path) -> None:
    full = "import local.preflight as p\ndef full(_): raise OSError(28, 'No space left on device')\np.check_free = full"

    assert "The disk is full" in told(make_run(tmp_path, before=full))


def test_the_first_start_without_a_network_says_so(tmp_path: Path, fresh_checkout: Path) -> None:
    unreachable = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": UNREACHABLE_INDEX,
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_RETRIES": "0",
        "PIP_NO_CACHE_DIR": "1",
    }

    line = told(make_run(tmp_path / "data", unreachable, fresh_checkout))

    assert "package index cannot be reached" in line


def test_a_python_without_pip_and_venv_is_told_what_to_install(tmp_path: Path, fresh_checkout: Path) -> None:
    without = "import sys; sys.modules['pip'] = sys.modules['ensurepip'] = None"

    line = told(make_run(tmp_path / "data", {"PATH": ""}, fresh_checkout, before=without))

    assert "apt install python3-venv" in line
