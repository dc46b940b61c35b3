"""Builds the page with npm when its sources have changed, and says how it is to be served. Standard library only."""

import hashlib
import mimetypes
import os
import subprocess
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from local import environments
from local.lock import Lock
from local.places import ROOT
from local.problem import Problem

_WEB = ROOT / "web"
_BUILT = _WEB / "dist"
_NOT_SOURCES = {"node_modules", "dist", "test"}


def build_web(report: Callable[[str], None]) -> Path | None:
    """The folder of the built page; None where the checkout has no page.

    Raises:
        Problem: npm could not install or build; its output is in build/local/web.log.
    """
    if not (_WEB / "package.json").exists():
        return None
    lock = Lock.take(ROOT / "build" / "local" / "web.lock", wait_seconds=600)
    try:
        _build_if_changed(report)
    finally:
        lock.release()
    return _BUILT


def page_config(api_url: str, socket_url: str, cognito: str, client_id: str) -> dict[str, Any]:
    """What the page asks for first, as `/config.json` (`web/src/config.ts`)."""
    return {"api_url": api_url, "socket_url": socket_url, "cognito": {"endpoint": cognito, "client_id": client_id}}


def headers_of(file: PurePath) -> tuple[str, str]:
    """Content-Type and Cache-Control. What is named after its content, in `assets/`, is kept by browsers for ever."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return kind, "public, max-age=31536000, immutable" if file.parent.name == "assets" else "no-cache"


def _build_if_changed(report: Callable[[str], None]) -> None:
    marker = ROOT / "build" / "local" / "web.built"
    sources = _digest()
    if (_BUILT / "index.html").exists() and marker.exists() and marker.read_text() == sources:
        return
    environments.make_node(report)
    install_packages(report)
    report("Building the page")
    npm("run", "build")
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text(sources)


def install_packages(report: Callable[[str], None]) -> None:
    """`npm ci`, where the lock file has changed since the last time."""
    marker = _WEB / "node_modules" / ".made-of"
    lock = hashlib.sha256((_WEB / "package-lock.json").read_bytes()).hexdigest()
    if marker.exists() and marker.read_text() == lock:
        return
    report("Installing the page's packages")
    npm("ci", "--no-audit", "--no-fund")
    marker.write_text(lock)


def npm(*arguments: str) -> None:
    """Runs npm in web/, with the Node of this machine or our own."""
    folder = environments.make_node(lambda _: None)
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    log = ROOT / "build" / "local" / "web.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        command = [str(folder / "npm"), *arguments]
        done = subprocess.run(
            command, cwd=_WEB, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL, check=False
        )
    if done.returncode:
        raise Problem(f"`npm {' '.join(arguments)}` failed in web/: see {log}.")


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(_WEB.rglob("*")):
        if path.is_file() and not _NOT_SOURCES.intersection(path.relative_to(_WEB).parts):
            digest.update(str(path.relative_to(_WEB)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
