"""Who sees what: signing up and in, workspaces, and what a link shows to a stranger."""

from __future__ import annotations

import secrets

from playwright.sync_api import expect
from tests.page.conftest import Visit
from tests.page.person import meeting_link, say, start_recording, transcript
from tests.stack import Stack, User


def test_a_newcomer_signs_up_signs_out_and_signs_in(visit: Visit) -> None:
    page = visit().open()
    email, password = f"grace-{secrets.token_hex(4)}@example.com", f"Aa1!{secrets.token_urlsafe(12)}"

    page.get_by_role("button", name="No account yet? Create one").click()
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("Email").fill(email)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Create an account").click()
    page.get_by_label("Confirmation code").fill("123456")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dashboard")
    expect(page.get_by_role("navigation")).to_contain_text("Grace Hopper")

    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Email").fill(email)
    page.get_by_role("textbox", name="Password").fill("Not-the-password-1")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Email or password is wrong.")
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dashboard")


def test_who_recorded_without_an_account_keeps_the_meeting_by_signing_in(stack: Stack, visit: Visit) -> None:
    user = stack.new_user()
    page = visit().open()
    page.get_by_role("link", name="Continue without an account").click()
    start_recording(page, "A corridor talk")
    say(page, "We met by chance.")
    page.get_by_role("button", name="Stop and finish").click()
    page.get_by_text("Recorded without an account.").wait_for()

    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("Email").fill(user.username)
    page.get_by_role("textbox", name="Password").fill(user.password)
    page.get_by_role("button", name="Sign in").click()

    expect(meeting_link(page, "A corridor talk")).to_be_visible()


def test_two_workspaces_see_nothing_of_each_other(stack: Stack, visit: Visit, ada: User) -> None:
    page = visit(ada).open()
    meeting_link(page, "Release planning").click()
    page.wait_for_url("**/meetings/*")
    address = page.url

    other = visit(stack.new_user("Eve Stranger")).open()
    expect(other.get_by_text("No meetings yet")).to_be_visible()
    other.goto("/search?q=offline")
    expect(other.get_by_text("Nothing was found for “offline”.")).to_be_visible()
    other.goto("/tasks")
    expect(other.get_by_text("No tasks yet")).to_be_visible()
    other.goto(address)

    expect(other.get_by_role("alert")).to_contain_text("it belongs to another workspace")


def test_a_stranger_reads_what_a_link_shows_until_it_is_revoked(stack: Stack, visit: Visit, ada: User) -> None:
    page = visit(ada).open()
    meeting_link(page, "Release planning").click()
    page.get_by_role("button", name="Share").click()
    page.get_by_role("checkbox", name="Transcript").check()
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_role("textbox", name="The link, shown this once").input_value()
    assert link.startswith(page.url.split("/meetings/")[0])

    stranger = visit().open(link)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Release planning")
    expect(transcript(stranger).first).to_contain_text("We agreed that offline mode goes into the first version.")
    expect(stranger.get_by_role("heading", name="Tasks")).to_have_count(0)
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("button", name="Revoke")).to_have_count(0)
    stranger.reload()

    expect(stranger.get_by_role("alert")).to_contain_text("This link does not exist, has expired or was revoked.")
