"""Measures the page in Chromium against the deployed template: `python -m benchmarks.page`.

Bars: 10,000 segments scroll at 50 frames a second or more, at eight screens a second, with a heap under 150 MB; what
somebody is saying is seen in a second browser within 300 ms (median); the first load is under 200 KB compressed, which
the build checks as well.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
import tempfile
from pathlib import Path

import httpx
from benchmarks.page.measure import echo_times, heap_mb, interim_times, scroll, summary
from local.browser import ensure_browser
from local.page import Page as PageServer
from local.places import Places
from local.web import build_web
from playwright.sync_api import Browser, sync_playwright
from tests.e2e.meeting import socket, ticket
from tests.page.person import person, start_recording, transcript
from tests.stack import Stack, User, free_port

SEGMENTS, BATCH = 10_000, 25
FAST, WHOLE_IN_SECONDS = 6_000, 5
GUESSES = 25
FRAMES_PER_SECOND, HEAP_MB, INTERIM_MS, FIRST_LOAD_KB = 50, 150, 300, 200


def main() -> int:
    """Prints the numbers; 1 where one misses its bar."""
    with tempfile.TemporaryDirectory() as data:
        stack = Stack.start(Path(data), save=False)
        places = Places(Path(data), stack.port, free_port())
        server = PageServer(places, stack.deployment, None, build_web(print))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=ensure_browser(print), args=["--no-sandbox"])
                problems = [
                    *_first_load(places.page),
                    *_interims(browser, places.page, stack),
                    *_scrolling(browser, places.page, stack),
                ]
                browser.close()
        finally:
            server.stop()
            stack.stop()
    print("\n".join(problems) or "all bars hold")
    return 1 if problems else 0


def _first_load(site: str) -> list[str]:
    """What the browser needs before it draws the dashboard: the document and the files that it names."""
    document = httpx.get(site).text
    names = re.findall(r'(?:src|href)="(/assets/[^"]+)"', document)
    files = [document.encode(), *(httpx.get(f"{site}{name}").content for name in names)]
    kilobytes = sum(len(gzip.compress(file)) for file in files) / 1000
    print(f"first load: {kilobytes:.0f} kB compressed in {len(files)} files")
    return _missed("first load", kilobytes, "kB", at_most=FIRST_LOAD_KB)


def _interims(browser: Browser, site: str, stack: Stack) -> list[str]:
    user = stack.new_user()
    speaker = person(browser, site, user).open("/")
    start_recording(speaker, "Who hears it when")
    speaker.get_by_text("Recording", exact=True).wait_for()
    reader = person(browser, site, user).open("/meetings?status=live")
    reader.get_by_role("main").get_by_role("link").first.click()
    reader.get_by_text("new words appear as they are said").wait_for()
    # The recorder hears that it is watched with the next acknowledgement.
    for number in range(5):
        speaker.get_by_label("Say something").fill(f"Line {number}.")
        speaker.keyboard.press("Enter")
    transcript(reader).locator("[data-seq='5']").wait_for()
    times = interim_times(speaker, reader, GUESSES)
    echoes = echo_times(reader, f"{stack.websocket}?ticket={ticket(stack, user)}", GUESSES)
    print(f"key to the second browser's screen: {summary(times)}; ping and pong over the same API: {summary(echoes)}")
    return _missed("interim", statistics.median(times), "ms", at_most=INTERIM_MS)


def _scrolling(browser: Browser, site: str, stack: Stack) -> list[str]:
    user = stack.new_user()
    page = person(browser, site, user).open(_long_meeting(stack, user))
    transcript(page).locator("[data-seq]").last.wait_for()
    passes = [scroll(page, FAST, WHOLE_IN_SECONDS)]
    height = page.evaluate("document.querySelector('[role=region][aria-label=Transcript]').scrollHeight")
    passes.append(scroll(page, height // WHOLE_IN_SECONDS, WHOLE_IN_SECONDS))
    used, kept = heap_mb(page)
    for one in passes:
        print(
            f"{SEGMENTS:,} segments: {one.frames_per_second:.0f} frames/s, longest frame {one.longest_frame_ms:.0f} ms "
            f"({one.reached:.0%} of the transcript in {WHOLE_IN_SECONDS} s)"
        )
    print(f"heap: {used:.0f} MB, {kept:.0f} MB after a collection")
    return [
        *_missed("scrolling", passes[0].frames_per_second, "frames/s", at_least=FRAMES_PER_SECOND),
        *_missed("heap", used, "MB", at_most=HEAP_MB),
    ]


def _long_meeting(stack: Stack, user: User) -> str:
    """The address of a meeting of 10,000 segments, still live: what it says is what counts here."""
    with socket(stack, user) as room:
        joined = room.join(title="A very long day")
        for first in range(1, SEGMENTS + 1, BATCH):
            lines = [(f"Speaker {seq // 7 % 5}", _words(seq)) for seq in range(first, first + BATCH)]
            room.say(first, lines)
        return f"/meetings/{joined['meeting_id']}"


def _words(seq: int) -> str:
    return f"Segment {seq}: " + "we talked about the plan for the next release and who tests what " * (1 + seq % 3)


def _missed(
    name: str, found: float, unit: str, *, at_most: float | None = None, at_least: float | None = None
) -> list[str]:
    if (at_most is None or found <= at_most) and (at_least is None or found >= at_least):
        return []
    return [f"{name}: {found:.0f} {unit}, wanted {'at most' if at_most else 'at least'} {at_most or at_least:.0f}"]


if __name__ == "__main__":
    sys.exit(main())
