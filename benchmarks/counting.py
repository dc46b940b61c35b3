"""What a process costs, in instructions where valgrind is there, else in CPU time.

Instructions in user space repeat to 0.1% on a busy machine, where seconds drift by 15%. Without valgrind the least of
several runs is taken; ratios of it repeat to some percent.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

TRIES = 5
_VALGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")


def counts_instructions() -> bool:
    return shutil.which("valgrind") is not None


def unit() -> str:
    return "million instructions" if counts_instructions() else "ms of CPU"


def cost_of(command: Sequence[str | Path], environment: Mapping[str, str], cwd: Path) -> float:
    """Millions of instructions, or milliseconds of CPU, that `command` takes from its start to its end.

    Raises:
        SystemExit: it failed, and printed this.
    """
    if counts_instructions():
        found = re.search(r"I\s+refs:\s+([\d,]+)", _run([*_VALGRIND, *command], environment, cwd))
        assert found, "valgrind did not say how many instructions it counted"
        return int(found[1].replace(",", "")) / 1e6
    return min(_cpu_ms(command, environment, cwd) for _ in range(TRIES))


def run_once(command: Sequence[str | Path], environment: Mapping[str, str], cwd: Path) -> None:
    """Run it without counting. Raises `SystemExit` with what it printed where it fails."""
    _run(command, environment, cwd)


def _cpu_ms(command: Sequence[str | Path], environment: Mapping[str, str], cwd: Path) -> float:
    before = _children_seconds()
    _run(command, environment, cwd)
    return (_children_seconds() - before) * 1e3


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(command: Sequence[str | Path], environment: Mapping[str, str], cwd: Path) -> str:
    search = {"PATH": os.environ.get("PATH", os.defpath)}
    done = subprocess.run(command, env={**search, **environment}, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[-1]} failed:\n{done.stderr[-3000:]}")
    return done.stderr
