"""Finding a meeting, reading it, correcting it, and letting it go."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.meeting import hold_meeting
from tests.page.conftest import Visit
from tests.page.person import meeting_link, transcript
from tests.stack import Stack, User


@pytest.fixture(scope="module")
def bea(stack: Stack) -> User:
    """Somebody with a finished meeting that may be corrected."""
    user = stack.new_user("Bea Editor")
    hold_meeting(stack, user)
    return user


@pytest.fixture
def meeting(visit: Visit, bea: User) -> Page:
    """Bea's meeting, opened."""
    return opened(visit(bea).open())


def opened(page: Page) -> Page:
    """The page of the one meeting that is there."""
    meeting_link(page, "Release planning").click()
    expect(transcript(page).locator("[data-seq]")).to_have_count(6)
    return page


def test_a_search_leads_to_the_moment(visit: Visit, ada: User) -> None:
    page = visit(ada).open("/search")
    page.get_by_role("searchbox").fill("offline")
    page.locator("mark").first.click()

    expect(page.locator("[data-highlighted]")).to_contain_text("offline mode")


def test_the_list_of_meetings_is_narrowed_by_title_and_state_and_cleared(visit: Visit, ada: User) -> None:
    page = visit(ada).open("/meetings")
    expect(meeting_link(page, "Release planning")).to_be_visible()

    page.get_by_label("Search by title").fill("nothing like it")
    expect(page.get_by_text("No meeting matches.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=nothing"))
    page.get_by_role("button", name="Clear the filters").click()
    expect(meeting_link(page, "Release planning")).to_be_visible()
    page.get_by_label("Status").select_option("live")

    expect(page.get_by_text("No meeting matches.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"status=live"))


def test_analytics_show_the_days_as_charts_and_as_tables(visit: Visit, ada: User) -> None:
    page = visit(ada).open("/analytics")
    page.get_by_text("7 days", exact=True).click()
    expect(page.locator(".recharts-surface").first).to_be_visible()
    page.get_by_text("As a table").first.click()

    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_text("Who spoke how long")).to_be_visible()


def test_a_task_is_written_changed_and_done(visit: Visit, ada: User) -> None:
    page = visit(ada).open("/tasks?status=open")
    box = page.get_by_role("textbox", name="Add a task")
    box.fill("Water the plants")
    box.press("Enter")
    expect(box).to_have_value("")
    page.get_by_role("button", name="Edit “Water the plants”").click()
    form = page.locator("form").filter(has=page.get_by_role("button", name="Save"))
    form.get_by_label("Task").fill("Water the ferns")
    form.get_by_label("Owner").fill("Ben")
    form.get_by_role("button", name="Save").click()
    task = page.locator("[data-task]").filter(has_text="Water the ferns")
    expect(task).to_contain_text("Ben")
    page.get_by_label("Status of “Water the ferns”").select_option("done")

    expect(page.get_by_text("Water the ferns")).to_have_count(0)


def test_words_are_corrected_commented_and_given_back(meeting: Page) -> None:
    meeting.get_by_role("button", name="Edit or comment").first.click()
    dialog = meeting.get_by_role("dialog")
    dialog.get_by_label("Words").fill("Let us plan the release.")
    dialog.get_by_role("button", name="Save").click()
    expect(transcript(meeting).get_by_text("Let us plan the release.")).to_be_visible()

    meeting.get_by_role("button", name="Edit or comment").first.click()
    dialog.get_by_label("Write a comment").fill("Was it not Monday?")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_text("Was it not Monday?").first).to_be_visible()
    dialog.get_by_role("button", name="Undo the last edit").click()
    expect(dialog.get_by_label("History").get_by_text("as it was heard")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()

    expect(transcript(meeting).get_by_text("Let us plan the release.")).to_have_count(0)
    expect(meeting.get_by_role("button", name="1 comment")).to_be_visible()


def test_speakers_are_named_and_two_that_are_one_are_merged(meeting: Page) -> None:
    meeting.get_by_role("button", name="More").click()
    meeting.get_by_role("menuitem", name="Speakers").click()
    dialog = meeting.get_by_role("dialog")
    dialog.get_by_label("Name of Ben").fill("Benjamin")
    dialog.get_by_role("button", name="Rename").nth(1).click()
    expect(transcript(meeting).get_by_text("Benjamin").first).to_be_attached()
    dialog.get_by_label("Carla is also").select_option("Ada")
    dialog.get_by_role("button", name="Merge").last.click()
    expect(dialog.get_by_label("Name of Ada, Carla")).to_have_value("Ada")
    dialog.get_by_role("button", name="Cancel").click()

    expect(transcript(meeting).get_by_text("Carla", exact=True)).to_have_count(0)


def test_insights_that_the_words_have_outrun_are_made_again(meeting: Page) -> None:
    meeting.get_by_role("button", name="Edit or comment").first.click()
    meeting.get_by_role("dialog").get_by_label("Words").fill("Let us plan the release of the web app.")
    meeting.get_by_role("dialog").get_by_role("button", name="Save").click()
    stale = meeting.get_by_text("The transcript has changed since this was made.")
    expect(stale).to_be_visible()
    meeting.get_by_role("button", name="Run again").click()

    expect(stale).to_have_count(0)


def test_an_erased_meeting_is_gone_from_everywhere(stack: Stack, visit: Visit) -> None:
    user = stack.new_user()
    hold_meeting(stack, user)
    meeting = opened(visit(user).open())
    address = meeting.url
    meeting.get_by_role("button", name="More").click()
    meeting.get_by_role("menuitem", name="Erase this meeting").click()
    dialog = meeting.get_by_role("dialog")
    dialog.get_by_label("Yes, erase it for good").check()
    dialog.get_by_role("button", name="Erase").click()
    expect(dialog.get_by_text("Receipt")).to_be_visible()
    dialog.get_by_role("button", name="All meetings").click()
    expect(meeting.get_by_text("No meetings yet")).to_be_visible()
    meeting.goto(address)

    expect(meeting.get_by_role("alert")).to_contain_text("This does not exist")
