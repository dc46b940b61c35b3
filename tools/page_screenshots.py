"""Pictures of every page, in light, dark and phone width: `python -m tools.page_screenshots FOLDER`.

They are taken of the running system (`make run`), whose page is found through `MINA_PAGE_PORT` as the run finds it.
Play a meeting first (`mina replay`), for a page without one shows little.
"""

import sys
from pathlib import Path
from typing import Literal

from local.browser import installed_browser
from local.places import Places
from playwright.sync_api import Page, ViewportSize, sync_playwright

WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
LOOKS: dict[str, tuple[ViewportSize, Literal["light", "dark"]]] = {
    "light": (WIDE, "light"),
    "dark": (WIDE, "dark"),
    "phone": (PHONE, "light"),
}
ADDRESSES = {
    "dashboard": "/",
    "meetings": "/meetings",
    "search": "/search?q=we*",
    "tasks": "/tasks",
    "analytics": "/analytics",
    "record": "/live",
}


def main(folder: Path) -> None:
    """Writes `<page>-<look>.png` for every page and look."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=["--no-sandbox"])
        for look, (size, scheme) in LOOKS.items():
            context = browser.new_context(
                viewport=size, color_scheme=scheme, reduced_motion="reduce", base_url=Places.from_environment().page
            )
            page = context.new_page()
            for name, address in {**ADDRESSES, **_newest_meeting(page)}.items():
                _draw(page, address)
                page.screenshot(path=folder / f"{name}-{look}.png")
            context.close()
        browser.close()


def _newest_meeting(page: Page) -> dict[str, str]:
    _draw(page, "/meetings")
    link = page.locator("main a[href^='/meetings/']")
    address = link.first.get_attribute("href") if link.count() else None
    return {f"meeting-{tab}": f"{address}?tab={tab}" for tab in ("summary", "tasks", "analytics")} if address else {}


def _draw(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.get_by_role("heading", level=1).wait_for()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"))
