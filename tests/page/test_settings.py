"""The workspace and its people: a name, an invitation, a webhook; and the keys that lead everywhere."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.page.conftest import Visit
from tests.page.person import go
from tests.stack import Stack


def test_an_owner_names_the_workspace_and_invites_somebody_who_then_sees_it(stack: Stack, visit: Visit) -> None:
    page = visit(stack.new_user("Ada Lovelace")).open("/settings")
    page.get_by_label("Name of the workspace").fill("Analytical Engines")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("navigation").get_by_text("Analytical Engines")).to_be_visible()
    page.get_by_role("tab", name="Members").click()
    page.get_by_label("They join as").select_option(label="Viewer")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("The link, shown this once").input_value()

    token = link.rsplit("/", 1)[1]
    guest = visit(stack.new_user("Ben Nevis")).open(f"/invitations/{token}")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Ada Lovelace invites you to “Analytical Engines”")
    guest.get_by_role("button", name="Accept").click()

    expect(guest.get_by_role("navigation").get_by_text("Analytical Engines")).to_be_visible()
    go(guest, "Settings")
    expect(guest.get_by_text("Only an owner of this workspace can change this.")).to_be_visible()
    expect(guest.get_by_role("tab", name="Webhooks")).to_have_count(0)


def test_a_webhook_s_secret_is_shown_once(stack: Stack, visit: Visit) -> None:
    page = visit(stack.new_user()).open("/settings?tab=webhooks")
    page.get_by_label("Address").fill("https://192.0.43.8/hook")
    page.get_by_role("button", name="Add").click()

    secret = page.get_by_label("The secret, shown this once").input_value()
    page.reload()
    row = page.get_by_role("listitem").filter(has_text="https://192.0.43.8/hook")
    expect(row).to_be_visible()

    assert len(secret) > 30
    assert secret not in page.content()


def test_keys_lead_everywhere_and_are_words_where_somebody_types(stack: Stack, visit: Visit) -> None:
    page = visit(stack.new_user()).open()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_role("dialog", name="Keyboard shortcuts").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/tasks")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    box = page.get_by_label("Search in everything that was said")
    expect(box).to_be_focused()
    page.keyboard.type("r gm?")

    expect(box).to_have_value("r gm?")
    assert "/search" in page.url
