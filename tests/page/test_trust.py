"""What others wrote is only ever text, and the browser is told to run nothing else."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import expect
from tests.e2e.meeting import hold_meeting
from tests.page.conftest import Visit
from tests.page.person import meeting_link, transcript
from tests.stack import Stack

MARKUP = "<img src=x onerror=\"document.title='broken into'\"><script>document.title='broken into'</script>"


def test_markup_that_somebody_says_is_shown_as_it_was_said(stack: Stack, visit: Visit) -> None:
    user = stack.new_user()
    hold_meeting(stack, user, [(MARKUP, f"I will send {MARKUP} by Friday."), ("Ben", "We agreed on the release plan.")])
    page = visit(user).open()
    meeting_link(page, "Release planning").click()

    expect(transcript(page).locator("[data-seq='1']")).to_contain_text(MARKUP)
    for tab in ("Tasks", "Analytics", "Summary"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tabpanel")).to_be_visible()
        expect(page.locator("main img, main script")).to_have_count(0)
    page.goto("/search?q=send")
    expect(page.get_by_text(MARKUP).first).to_be_visible()

    expect(page).to_have_title("Search · Mina")


def test_only_the_page_s_own_scripts_may_run(site: str) -> None:
    policy = httpx.get(site).headers["content-security-policy"]
    directives = dict(directive.strip().split(" ", 1) for directive in policy.split(";"))

    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert re.search(r"<script(?![^>]* src=)", httpx.get(site).text) is None
