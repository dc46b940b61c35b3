"""Somebody at a browser: a window of their own, and what they do on the page."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, ViewportSize
from tests.stack import User

PATIENCE_MS = 45_000
WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
# What Chromium says of every answer that is not a 2xx, which a test may well be about.
_REFUSED_REQUEST = "Failed to load resource"
_LOST_SOCKET = re.compile(r"WebSocket connection to .* failed")
# Tells the console which directive of the policy was broken.
_WATCH_POLICY = "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective}`))"


@dataclass(slots=True)
class Person:
    """One browser profile. `complaints` is what the page's console said that it should not have."""

    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str = "/") -> Page:
        """A new tab at `address`, drawn."""
        page = self.context.new_page()
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        return page


def person(browser: Browser, site: str, user: User | None, **window: Any) -> Person:
    """A profile in which `user` is signed in, or nobody."""
    context = browser.new_context(
        **{"base_url": site, "viewport": WIDE, "reduced_motion": "reduce", "accept_downloads": True, **window}
    )
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(_WATCH_POLICY)
    if user:
        context.add_init_script(_signed_in(user))
    somebody = Person(context)
    context.on("console", lambda message: _note(somebody, message))
    context.on("weberror", lambda error: somebody.complaints.append(str(error.error)))
    return somebody


def _signed_in(user: User) -> str:
    tokens = {
        "accessToken": user.access_token,
        "refreshToken": user.refresh_token,
        "expiresAt": int((time.time() + 3000) * 1000),
    }
    kept = json.dumps(json.dumps(tokens))
    # A tab begins at about:blank, which may keep nothing.
    is_wanted = "location.protocol !== 'about:' && !sessionStorage.getItem('mina.signed_out')"
    return f"if ({is_wanted}) sessionStorage.setItem('mina.tokens', {kept})"


def _note(somebody: Person, message: ConsoleMessage) -> None:
    is_expected = message.text.startswith(_REFUSED_REQUEST) or _LOST_SOCKET.search(message.text)
    if message.type in ("error", "warning") and not is_expected:
        somebody.complaints.append(message.text)


def go(page: Page, place: str) -> None:
    """To a place of the navigation."""
    page.get_by_role("navigation").get_by_role("link", name=place).click()


def start_recording(page: Page, title: str) -> None:
    """From whichever page: the navigation, the title, the button."""
    go(page, "Record")
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Start recording").click()
    page.get_by_label("Say something").wait_for()


def say(page: Page, *utterances: str, speaker: str | None = None) -> None:
    """Types whole utterances. Five make a batch, which is sent at once; fewer are sent after ten seconds."""
    if speaker:
        page.get_by_label("Who speaks").fill(speaker)
    for words in utterances:
        box = page.get_by_label("Say something")
        box.fill(words)
        box.press("Enter")


def stop_recording(page: Page) -> None:
    """Ends the recording, and waits for its meeting."""
    page.get_by_role("button", name="Stop and finish").click()
    page.wait_for_url("**/meetings/*")


def saved(page: Page, count: int) -> Locator:
    """What says that all of `count` segments are saved."""
    return page.get_by_text(f"{count} of {count} saved")


def transcript(page: Page) -> Locator:
    """The words of a meeting."""
    return page.get_by_role("region", name="Transcript")


def meeting_link(page: Page, title: str) -> Locator:
    """The row of a meeting in a list."""
    return page.get_by_role("main").get_by_role("link", name=re.compile(re.escape(title))).first
