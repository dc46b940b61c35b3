"""The page for everybody: the keyboard alone, axe's rules in light and dark, the width of a phone."""

from __future__ import annotations

from typing import Any

import pytest
from local.places import ROOT
from playwright.sync_api import Locator, Page, expect
from tests.page.conftest import Visit
from tests.page.person import PHONE, meeting_link
from tests.stack import Stack, User

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PLACES = ("/", "/meetings", "/search?q=release", "/tasks", "/analytics", "/live", "/upload", "/settings")


def test_the_keyboard_alone_records_a_meeting_and_reads_it(stack: Stack, visit: Visit) -> None:
    page = visit(stack.new_user()).open()

    press_on(page, page.get_by_role("navigation").get_by_role("link", name="Record"), "Enter")
    tab_to(page, page.get_by_label("Title"))
    page.keyboard.type("Hands on the keys")
    page.keyboard.press("Enter")
    page.get_by_label("Say something").wait_for()
    tab_to(page, page.get_by_label("Say something"))
    page.keyboard.type("I will send the keys by Friday.")
    page.keyboard.press("Enter")
    press_on(page, page.get_by_role("button", name="Stop and finish"), "Enter", backwards=True)
    page.wait_for_url("**/meetings/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hands on the keys")
    press_on(page, page.get_by_role("tab", name="Summary"), "ArrowRight")
    expect(page.get_by_role("tab", name="Tasks")).to_be_focused()
    chip = page.get_by_role("tabpanel").locator("[data-evidence]").first
    expect(chip).to_be_visible()
    press_on(page, chip, "Enter")
    expect(page.locator("[data-highlighted]")).to_contain_text("I will send the keys by Friday.")
    page.keyboard.press("Control+k")
    page.get_by_role("textbox", name="Where to?").wait_for()
    page.keyboard.type("dash")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Dashboard")
    expect(meeting_link(page, "Hands on the keys")).to_be_visible()


def tab_to(page: Page, wanted: Locator, *, backwards: bool = False) -> None:
    """Presses Tab until `wanted` has the focus."""
    for _ in range(60):
        if wanted.count() and wanted.first.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"Tab does not reach {wanted}")


def press_on(page: Page, wanted: Locator, key: str, *, backwards: bool = False) -> None:
    tab_to(page, wanted, backwards=backwards)
    page.keyboard.press(key)


@pytest.fixture
def addresses(visit: Visit, ada: User) -> list[str]:
    """All pages, those of Ada's meeting among them."""
    meeting = meeting_link(visit(ada).open(), "Release planning").get_attribute("href")
    return [*PLACES, *(f"{meeting}?tab={tab}" for tab in ("transcript", "summary", "tasks", "analytics"))]


def test_every_page_is_accessible_in_light_and_dark(visit: Visit, ada: User, addresses: list[str]) -> None:
    page = visit(ada).open()
    problems: list[str] = []
    for address in addresses:
        see(page, address)
        page.emulate_media(color_scheme="light")
        problems += [f"{address}: {violation}" for violation in violations(page)]
        page.emulate_media(color_scheme="dark")
        problems += [f"{address}, dark: {violation}" for violation in violations(page, "color-contrast")]

    assert problems == []


def test_every_page_fits_a_phone_and_is_accessible_there(visit: Visit, ada: User, addresses: list[str]) -> None:
    page = visit(ada, viewport=PHONE).open()
    problems: list[str] = []
    for address in addresses:
        see(page, address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append(f"{address}: wider than its window")
    # The meeting's page, which is another one on a phone, and the menu, which is there alone.
    problems += violations(page)
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Dashboard")).to_be_visible()
    problems += violations(page)

    assert problems == []


def see(page: Page, address: str) -> None:
    """Waits until the page at `address` has drawn what it has to show."""
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    expect(page.locator("[aria-label=Loading]")).to_have_count(0)


def test_signing_in_is_accessible_in_light_and_dark(visit: Visit) -> None:
    page = visit().open()
    problems = violations(page)
    page.emulate_media(color_scheme="dark")

    assert problems + violations(page) == []


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds that is serious or critical, by all of its rules or these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {[node['html'][:150] + node['any'][0]['message'] for node in rule['nodes'][:2]]}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
