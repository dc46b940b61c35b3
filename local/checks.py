"""`make test` and `make check`: everything that has to hold, with what it needs installed by itself.

Runs inside `.venv`, which start.py has made with the tools. pytest comes last, so that its closing line is the last one
of a good run; the exit code says whether everything held.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from local import checkers, environments, web
from local.browser import ensure_browser
from local.places import ROOT
from local.problem import Problem

_SOURCES = ("layers/core/python/mina", "cli", "functions", "local", "tests", "benchmarks", "tools")
_FAST_TESTS = ("tests/unit", "tests/contract")
_CORES = 2
_WORKERS = _CORES + 1
"""One more than there are cores to count on: who tests the deployed stack mostly waits."""


@dataclass(frozen=True, slots=True)
class Check:
    """A command of `.venv` whose exit code says whether it holds."""

    name: str
    command: list[str]
    folder: Path = ROOT

    def run(self) -> tuple[bool, str]:
        """Whether it held, and what it printed."""
        started = time.monotonic()
        done = subprocess.run(
            self.command, cwd=self.folder, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        line = f"{'ok  ' if done.returncode == 0 else 'FAIL'} {self.name} ({time.monotonic() - started:.1f} s)"
        return done.returncode == 0, line if done.returncode == 0 else f"{line}\n{done.stdout}{done.stderr}"


def main(arguments: list[str]) -> int:
    """Runs the fast checks (`check`) or all (`test`); further arguments go to pytest. Returns the exit code."""
    everything = arguments[:1] == ["test"]
    try:
        if everything:
            _prepare()
        held = _run_all([*_fast_checks(), *(_slow_checks() if everything else [])])
        tests = [] if everything else [path for path in _FAST_TESTS if (ROOT / path).exists()]
        return 0 if _run_tests([*tests, *arguments[1:]]) and held else 1
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


def _prepare() -> None:
    environments.make_emulator(_say)
    environments.make_checkers(_say)
    os.environ["MINA_BROWSER"] = str(ensure_browser(_say))
    if (ROOT / "web" / "package.json").exists():
        web.install_packages(_say)
        web.build_web(_say)


def _say(text: str) -> None:
    print(f"{text} …", flush=True)


def _fast_checks() -> Iterator[Check]:
    sources = [name for name in _SOURCES if (ROOT / name).exists()]
    yield Check("mypy", ["mypy", *sources])
    yield Check("ruff", ["ruff", "check", *sources])
    yield Check("format", ["ruff", "format", "--check", *sources])
    yield Check("import rules", ["lint-imports"])
    yield Check("cfn-lint", ["cfn-lint", *checkers.TEMPLATES])


def _slow_checks() -> Iterator[Check]:
    for name, command in checkers.commands():
        yield Check(name, command)
    yield Check("sam validate", ["sam", "validate", "--lint", "--template", "template.yaml", "--region", "us-east-1"])
    if (ROOT / "web" / "package.json").exists():
        npm = str(environments.make_node(_say) / "npm")
        yield Check("page types", [npm, "run", "check"], ROOT / "web")
        yield Check("page tests", [npm, "test"], ROOT / "web")


def _run_all(checks: list[Check]) -> bool:
    with ThreadPoolExecutor(_CORES) as pool:
        results = pool.map(Check.run, checks)
        held = True
        for one_held, text in results:
            print(text, flush=True)
            held = held and one_held
    return held


def _run_tests(arguments: list[str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-n", str(_WORKERS), "--dist", "loadgroup", *arguments]
    return subprocess.run(command, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, check=False).returncode == 0


def _environment() -> dict[str, str]:
    tools = environments.PROJECT / "bin"
    node = Path(shutil.which("node") or "node").parent
    path = os.pathsep.join([str(tools), os.environ["PATH"], str(environments.NODE / "bin"), str(node)])
    return {**os.environ, "PATH": path, "SAM_CLI_TELEMETRY": "0", "CI": "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
