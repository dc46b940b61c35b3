"""Pictures of every page, in light, dark and phone width: `python -m tools.page_screenshots FOLDER`.

They are taken of the running system (`make run`), which `MINA_DATA` and `MINA_PAGE_PORT` find as they do for the run.
Where none runs, one is started on free ports in a folder of its own, plays the labelled meetings of the tests over the
last days, and is stopped again.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from local.browser import installed_browser
from local.places import ROOT, Places
from playwright.sync_api import Page, ViewportSize, sync_playwright

WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
LOOKS: dict[str, tuple[ViewportSize, Literal["light", "dark"]]] = {
    "light": (WIDE, "light"),
    "dark": (WIDE, "dark"),
    "phone": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
}
SAMPLES = ROOT / "tests" / "fixtures" / "meetings"
PATIENCE_MS = 60_000
_DIALOG_MS = 600  # a dialog's code is fetched when it is asked for
_SIGNED_OUT = "if (location.protocol !== 'about:') sessionStorage.setItem('mina.signed_out', '1')"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a picture shows: an address (`{meeting}` is the newest one's), and what is clicked there, by its name."""

    address: str
    clicks: tuple[str, ...] = ()
    is_signed_in: bool = True


SCENES = {
    "dashboard": Scene("/"),
    "meetings": Scene("/meetings"),
    "meetings-none": Scene("/meetings?q=nothing like it"),
    "search": Scene("/search?q=we*"),
    "tasks": Scene("/tasks"),
    "tasks-edit": Scene("/tasks", ("Edit “",)),
    "analytics": Scene("/analytics"),
    "upload": Scene("/upload"),
    "settings": Scene("/settings"),
    "settings-members": Scene("/settings?tab=members", ("Make a link",)),
    "settings-webhooks": Scene("/settings?tab=webhooks"),
    "settings-data": Scene("/settings?tab=data"),
    "settings-you": Scene("/settings?tab=you"),
    "schedule": Scene("/meetings", ("Schedule a meeting",)),
    "record": Scene("/live"),
    "meeting-transcript": Scene("{meeting}?tab=transcript"),
    "meeting-summary": Scene("{meeting}?tab=summary"),
    "meeting-tasks": Scene("{meeting}?tab=tasks"),
    "meeting-analytics": Scene("{meeting}?tab=analytics"),
    "segment": Scene("{meeting}?tab=transcript", ("Edit or comment",)),
    "share": Scene("{meeting}", ("Share", "Make a link")),
    "export": Scene("{meeting}", ("Export",)),
    "speakers": Scene("{meeting}", ("More", "Speakers")),
    "erase": Scene("{meeting}", ("More", "Erase this meeting")),
    "not-there": Scene("/meetings/nowhere"),
    "recording": Scene("/live", ("Start recording",)),
    "sign-in": Scene("/sign-in", is_signed_in=False),
    "sign-up": Scene("/sign-in", ("No account yet?",), is_signed_in=False),
}


def main(folder: Path, *wanted: str) -> None:
    """Writes `<scene>-<look>.png` for every scene, or the wanted ones, in every look."""
    folder.mkdir(parents=True, exist_ok=True)
    scenes = {name: scene for name, scene in SCENES.items() if not wanted or name in wanted}
    with running_system() as page_url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=["--no-sandbox"])
        for look, (size, scheme) in LOOKS.items():
            for is_signed_in in (True, False):
                context = browser.new_context(
                    viewport=size, color_scheme=scheme, reduced_motion="reduce", base_url=page_url
                )
                context.set_default_timeout(PATIENCE_MS)
                if not is_signed_in:
                    context.add_init_script(_SIGNED_OUT)
                these = {name: scene for name, scene in scenes.items() if scene.is_signed_in is is_signed_in}
                for name, picture in _taken(context.new_page(), these):
                    (folder / f"{name}-{look}.png").write_bytes(picture)
                context.close()
        browser.close()


def _taken(page: Page, scenes: dict[str, Scene]) -> Iterator[tuple[str, bytes]]:
    meeting = None
    for name, scene in scenes.items():
        if "{meeting}" in scene.address and meeting is None:
            meeting = _newest_meeting(page)
        _draw(page, scene.address.format(meeting=meeting))
        for label in scene.clicks:
            here = page.locator("main, [role=dialog], [role=menu]")
            here.get_by_label(label).or_(here.get_by_text(label)).first.click()
        if scene.clicks:
            page.wait_for_timeout(_DIALOG_MS)
        page.locator("[data-loading]").first.wait_for(state="detached")
        page.wait_for_load_state("networkidle")
        yield name, page.screenshot(full_page=True)


def _newest_meeting(page: Page) -> str:
    _draw(page, "/meetings?status=completed")
    link = page.locator("main a[href^='/meetings/']").filter(has_text="segments").first
    return str(link.get_attribute("href"))


def _draw(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.locator("main").get_by_role("heading").or_(page.get_by_role("alert")).first.wait_for()


@contextmanager
def running_system() -> Iterator[str]:
    """The address of the page of the running system, or of one that lives as long as this."""
    running = Places.from_environment()
    if running.endpoints.exists():
        yield running.page
        return
    with tempfile.TemporaryDirectory() as data:
        places = Places(Path(data), _free_port(), _free_port())
        ports = {"MINA_PORT": str(places.port), "MINA_PAGE_PORT": str(places.page_port)}
        environment = {**os.environ, **ports, "MINA_DATA": data}
        # Our own program, by its module's name.
        run = subprocess.Popen([sys.executable, "-m", "local.run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE)
        try:
            next((line for line in run.stdout or () if b"Mina is running" in line), None)
            _play_meetings(environment)
            yield places.page
        finally:
            run.send_signal(signal.SIGTERM)
            run.wait()


def _play_meetings(environment: dict[str, str]) -> None:
    now = datetime.now(UTC).replace(minute=15, second=0, microsecond=0)
    for days, file in enumerate(sorted(SAMPLES.glob("*.json"), reverse=True)):
        played = Path(environment["MINA_DATA"]) / file.name
        played.write_text(json.dumps(_as_recorded(json.loads(file.read_text()))))
        began = now - timedelta(days=days % 13, hours=1 + days % 5)
        command = [sys.executable, "-m", "mina_cli.main", "replay", str(played), "--speed", "max", "--started-at"]
        subprocess.run([*command, began.isoformat()], env=environment, stdout=subprocess.DEVNULL, check=True)  # noqa: S603


def _as_recorded(meeting: dict[str, Any]) -> dict[str, Any]:
    """A labelled meeting with the times that it would have taken to say it."""
    start_ms, segments = 0, []
    for speaker, text in meeting["segments"]:
        length_ms = 400 * len(text.split()) + 400
        confidence = 0.8 + len(text) % 18 / 100
        segments.append(
            {
                "speaker": speaker,
                "text": text,
                "start_ms": start_ms,
                "end_ms": start_ms + length_ms,
                "confidence": confidence,
            }
        )
        start_ms += length_ms + 300
    return {"title": meeting["title"], "meeting_type": meeting["meeting_type"], "segments": segments}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"), *sys.argv[2:])
