"""Makes the environments that the project needs, with nothing there but Python 3.11 or newer. Standard library only.

`.venv` holds the project and its tools, `.venv-emulator` the emulator, `.venv-bench` what the product is measured with.
uv comes from the package index, pinned and hashed like everything else, and makes all of them fast. An environment is
left alone while its requirements are what they were, and keeps the Python that made it.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from local.places import ROOT
from local.problem import Problem

PROJECT = ROOT / ".venv"
EMULATOR = ROOT / ".venv-emulator"
NODE = ROOT / ".venv-node"
CHECKERS = ROOT / ".venv-checkers"
BENCH = ROOT / ".venv-bench"
_TOOLS = ROOT / "build" / "tools"

Report = Callable[[str], None]


def python_of(environment: Path) -> Path:
    """The interpreter of an environment."""
    return environment / "bin" / "python"


def uv() -> Path:
    """The pinned uv, installed on first use.

    Raises:
        Problem: neither pip nor venv is there to fetch it, or there is no network.
    """
    binary = _TOOLS / "bin" / "uv"
    if _is_made(_TOOLS, "uv"):
        return binary
    requirements = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r", _requirements("uv")]
    if importlib.util.find_spec("pip"):
        shutil.rmtree(_TOOLS, ignore_errors=True)
        _run([sys.executable, "-m", "pip", "install", "--target", str(_TOOLS), *map(str, requirements)])
    elif importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        _run([sys.executable, "-m", "venv", "--clear", str(_TOOLS)])
        _run([str(python_of(_TOOLS)), "-m", "pip", "install", *map(str, requirements)])
    else:
        raise Problem(
            f"{sys.executable} has neither pip nor venv. Install one of them "
            "(Debian and Ubuntu: apt install python3-venv) and run it again."
        )
    _mark(_TOOLS, "uv")
    return binary


def make_project(report: Report, requirements: str = "run") -> Path:
    """`.venv` with `requirements/{requirements}.txt` and the project itself; returns its interpreter.

    What `make test` installs contains what `make run` needs, so either leaves the other's environment as it is.
    """
    if _is_made(PROJECT, requirements) or (requirements == "run" and _is_made(PROJECT, "test")):
        return python_of(PROJECT)
    report("Installing the project" if requirements == "run" else "Installing the project and its tools")
    _make(PROJECT, requirements)
    _uv_install(PROJECT, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    _mark(PROJECT, requirements)
    return python_of(PROJECT)


def make_emulator(report: Report) -> Path:
    """`.venv-emulator`; returns its interpreter, with which the emulator and the functions run."""
    return _ensure(EMULATOR, "emulator", "Installing the emulator", report)


def make_checkers(report: Report) -> Path:
    """`.venv-checkers`; returns its interpreter."""
    return _ensure(CHECKERS, "checkers", "Installing what looks for weaknesses", report)


def make_bench(report: Report) -> Path:
    """`.venv-bench`, with what the benchmarks measure beside the product; returns its interpreter."""
    return _ensure(BENCH, "bench", "Installing what the benchmarks need", report)


def _ensure(environment: Path, requirements: str, text: str, report: Report) -> Path:
    """The interpreter of an environment. Where it is not there as it is now, it is made, and `text` reported."""
    if not _is_made(environment, requirements):
        report(text)
        _make(environment, requirements)
        _mark(environment, requirements)
    return python_of(environment)


def make_node(report: Report) -> Path:
    """The folder that `node` and `npm` are run from: the machine's, if it is new enough, else `.venv-node`'s."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _can_build_the_page(node):
        return Path(npm).parent
    _ensure(NODE, "node", f"Installing Node ({'none' if not node else 'only an old one'} is there)", report)
    return NODE / "bin"


def _can_build_the_page(node: str) -> bool:
    text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = text.strip().removeprefix("v").split(".")
    version = tuple(int(number) for number in numbers if number.isdecimal())
    # What Vite asks for: 20.19, or 22.12 and later.
    return (20, 19) <= version < (21,) or version >= (22, 12)


def _requirements(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _stamp(name: str) -> str:
    return hashlib.sha256(_requirements(name).read_bytes()).hexdigest()


def _is_made(environment: Path, name: str) -> bool:
    marker = environment / f".made-of-{name}"
    return marker.is_file() and marker.read_text() == _stamp(name) and _has_python(environment)


def _mark(environment: Path, name: str) -> None:
    (environment / f".made-of-{name}").write_text(_stamp(name))


def _has_python(environment: Path) -> bool:
    # False as well where the Python that made the environment has been removed: the link then leads nowhere.
    return environment == _TOOLS or python_of(environment).exists()


def _make(environment: Path, name: str) -> None:
    if not _has_python(environment):
        _run([str(uv()), "venv", "--quiet", "--clear", "--python", sys.executable, str(environment)])
    _uv_install(environment, "--require-hashes", "-r", str(_requirements(name)))


def _uv_install(environment: Path, *arguments: str) -> None:
    _run([str(uv()), "pip", "install", "--quiet", "--python", str(python_of(environment)), *arguments])


def _run(command: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    if done.returncode:
        raise Problem(_reason(done.stderr + done.stdout))


_NO_NETWORK = (
    "from versions: none",
    "NewConnectionError",
    "Temporary failure in name resolution",
    "No route to host",
    "Network is unreachable",
    "dns error",
    "error trying to connect",
    "tcp connect error",
    "Connection refused",
    "client error (Connect)",
)


def _reason(output: str) -> str:
    if "No space left on device" in output or "os error 28" in output:
        return "The disk is full. Free some space (about 1.5 GB is needed) and run it again."
    if any(sign in output for sign in _NO_NETWORK):
        return (
            "The first start downloads its parts, and the package index cannot be reached. Go online and run it again."
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["it said nothing"]
    error = next((line for line in lines if line.lower().startswith("error")), lines[-1])
    return f"An environment could not be made: {error}"
