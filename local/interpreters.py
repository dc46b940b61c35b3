"""Finds an interpreter of the version that Lambda runs, which compiles what is deployed."""

import shutil
import subprocess
import sys
from pathlib import Path

from local.environments import Report, uv
from local.places import ROOT

_KEPT = ROOT / "build" / "tools" / "python"


def interpreter(version: str, report: Report) -> Path | None:
    """An interpreter of this version, as in `3.13`: this one, the machine's, or one that uv fetches; else None."""
    name = f"python{version}"
    for candidate in (sys.executable, shutil.which(name), *_KEPT.glob(f"cpython-{version}.*/bin/{name}")):
        if candidate and _is_of_version(Path(candidate), version):
            return Path(candidate)
    if found := _ask_uv("find", version):
        return Path(found)
    report(f"Installing Python {version}, to compile what is deployed")
    _ask_uv("install", version, "--install-dir", str(_KEPT), "--no-bin")
    return next((path for path in _KEPT.glob(f"cpython-{version}.*/bin/{name}")), None)


def _ask_uv(*arguments: str) -> str:
    command = [str(uv()), "python", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.stdout.strip() if done.returncode == 0 else ""


def _is_of_version(python: Path, version: str) -> bool:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version
