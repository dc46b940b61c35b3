"""From the first word to the exported file, and what comes in between: no network, a closed tab, other tabs."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from tests.page.conftest import Visit
from tests.page.person import go, meeting_link, saved, say, start_recording, stop_recording, transcript
from tests.stack import Stack

FIVE = ("One.", "Two.", "Three.", "Four.", "These words outlive the tab.")


def test_what_is_said_becomes_a_meeting_on_the_dashboard_and_a_file(stack: Stack, visit: Visit) -> None:
    page = visit(stack.new_user()).open()

    start_recording(page, "Garden planning")
    say(page, "I will order the tulips by Friday.", speaker="Ada")
    say(page, "We decided to plant them in March.", speaker="Ben")
    stop_recording(page)
    expect(page.locator("[data-step][data-state=ready]")).to_have_count(4)

    go(page, "Dashboard")
    meeting_link(page, "Garden planning").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Garden planning")
    expect(transcript(page).get_by_text("I will order the tulips by Friday.")).to_be_visible()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Text (.txt)").click()

    assert download.value.suggested_filename == "Garden planning.txt"
    assert "We decided to plant them in March." in Path(download.value.path()).read_text()


def test_words_said_while_the_network_is_cut_in_mid_sentence_arrive_when_it_is_back(stack: Stack, visit: Visit) -> None:
    ada = visit(stack.new_user())
    page = ada.open()
    start_recording(page, "On the train")
    page.get_by_label("Say something").fill("This is said in")

    ada.context.set_offline(True)
    say(page, "This is said in a tunnel.", "It is long.", "It is dark.", "It is cold.", "It is loud.")
    expect(page.get_by_text("5 segments are safe on this device and not yet sent")).to_be_visible()
    ada.context.set_offline(False)

    expect(saved(page, 5)).to_be_visible()
    stop_recording(page)
    expect(transcript(page).get_by_text("This is said in a tunnel.")).to_be_visible()


def test_words_that_a_closed_tab_left_unsent_are_sent_by_the_next_one(stack: Stack, visit: Visit) -> None:
    ada = visit(stack.new_user())
    page = ada.open()
    start_recording(page, "A long talk")
    expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    ada.context.set_offline(True)
    say(page, *FIVE)
    expect(page.get_by_text("0 of 5 saved")).to_be_visible()
    page.close()
    ada.context.set_offline(False)

    again = ada.open("/live")
    expect(again.get_by_text("“A long talk”: every word is saved, the meeting is not finished.")).to_be_visible()
    again.get_by_role("button", name="Finish it").click()
    again.wait_for_url("**/meetings/*")

    expect(transcript(again).get_by_text("These words outlive the tab.")).to_be_visible()


def test_a_second_tab_neither_takes_a_recording_over_nor_loses_its_words(stack: Stack, visit: Visit) -> None:
    ada = visit(stack.new_user())
    first = ada.open()
    start_recording(first, "Two tabs")
    say(first, *FIVE)
    expect(saved(first, 5)).to_be_visible()

    second = ada.open("/live")
    expect(second.get_by_text("“Two tabs” is being recorded in another tab of this browser.")).to_be_visible()
    expect(second.get_by_role("button", name="Carry on recording")).to_have_count(0)
    say(first, "Still here.")
    stop_recording(first)

    expect(transcript(first).get_by_text("Still here.")).to_be_visible()


def test_what_is_typed_in_one_browser_is_seen_in_another_while_it_is_typed(stack: Stack, visit: Visit) -> None:
    user = stack.new_user()
    speaker = visit(user).open()
    expect(speaker.get_by_text("No meetings yet")).to_be_visible()
    reader = visit(user).open()
    expect(reader.get_by_text("No meetings yet")).to_be_visible()
    start_recording(speaker, "Interims")
    meeting_link(reader, "Interims").click()
    expect(reader.get_by_text("Live: new words appear as they are said")).to_be_visible()

    speaker.get_by_label("Say something").fill("Can you read me")
    expect(reader.locator("[data-interim]")).to_contain_text("Can you read me")
    say(speaker, "Can you read me now?", *FIVE[:4])

    expect(transcript(reader).locator("[data-seq='1']")).to_contain_text("Can you read me now?")
    expect(reader.locator("[data-interim]")).to_have_count(0)


def test_off_the_record_nothing_is_kept(stack: Stack, visit: Visit) -> None:
    page = visit(stack.new_user()).open()
    start_recording(page, "Half private")
    say(page, "This is for everybody.")
    page.get_by_label("Say something").fill("This is between us")
    page.get_by_role("button", name="Go off the record").click()
    expect(page.get_by_text("Off the record: nothing is stored")).to_be_visible()
    expect(page.get_by_text("This is between us")).to_have_count(0)
    page.get_by_role("button", name="Back on the record").click()
    say(page, "This is for everybody too.")
    stop_recording(page)

    expect(transcript(page).get_by_text("This is for everybody too.")).to_be_visible()
    expect(transcript(page).locator("[data-seq]")).to_have_count(2)
