"""A browser for the end-to-end tests: one that is there, else Debian's, else Playwright's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from local.problem import Problem

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)


def installed_browser() -> Path | None:
    """The Chromium or Chrome of this machine, or Playwright's; `MINA_BROWSER` names another one."""
    named = os.environ.get("MINA_BROWSER")
    candidates = [named] if named else [*map(shutil.which, _NAMES), *_PLACES, _playwright_path()]
    return next((Path(path) for path in candidates if path and Path(path).exists()), None)


def ensure_browser(report: Callable[[str], None]) -> Path:
    """Installs a browser where there is none.

    Raises:
        Problem: none could be installed.
    """
    for text, command in _ways():
        if browser := installed_browser():
            return browser
        report(text)
        subprocess.run(command, capture_output=True, check=False)
    if browser := installed_browser():
        return browser
    raise Problem("The tests need a browser and none could be installed: install Chromium, or set MINA_BROWSER to one.")


def _ways() -> list[tuple[str, list[str]]]:
    ways = []
    if shutil.which("apt-get") and os.geteuid() == 0:
        ways.append(("Looking up Debian's packages", ["apt-get", "update", "-qq"]))
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        ways.append(("Installing Debian's Chromium", install))
    ways.append(("Installing Playwright's Chromium", [sys.executable, "-m", "playwright", "install", "chromium"]))
    return ways


def _playwright_path() -> str:
    look = "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=False)
    return done.stdout.strip()
