"""Sound on the page: recordings that are uploaded, a microphone that hears, a meeting that can be played."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from local.stand_in.tone_words import WORD_MS, Spoken, word
from playwright.sync_api import Browser, Page, Playwright, expect
from tests.integration.uploads.studio import sound, talk, text_of
from tests.page.conftest import launch, served
from tests.page.person import go, person, start_recording, stop_recording, transcript
from tests.stack import Stack

pytestmark = pytest.mark.xdist_group("hearing")
UTTERANCES = ([10, 20, 30], [40, 50, 60, 70])
VTT = """WEBVTT

00:00:01.000 --> 00:00:04.000
Ada Lovelace: I will send the plan to Ben by Friday.
"""


def sentence(numbers: list[int]) -> str:
    return " ".join(word(number) for number in numbers)


@pytest.fixture(scope="module")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium whose microphone says `UTTERANCES`, once, from the moment that it is opened."""
    file = tmp_path_factory.mktemp("microphone") / "microphone.wav"
    file.write_bytes(sound(_said()))
    fake = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={file}%noloop"]
    running = launch(playwright, "--autoplay-policy=no-user-gesture-required", *fake)
    yield running
    running.close()


def _said() -> list[Spoken]:
    words, at = [], 1_500
    for utterance in UTTERANCES:
        for number in utterance:
            words.append(Spoken(word(number), at, at + WORD_MS))
            at += WORD_MS + 80
        at += 1_200
    return words


@pytest.fixture(scope="module")
def site(hearing_stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(hearing_stack, tmp_path_factory.mktemp("page") / "dist") as address:
        yield address


def open_page(browser: Browser, site: str, stack: Stack, *permissions: str) -> Page:
    return person(browser, site, stack.new_user(), permissions=list(permissions)).open()


def test_files_become_meetings_or_say_why_not(
    hearing_stack: Stack, browser: Browser, site: str, tmp_path: Path
) -> None:
    page = open_page(browser, site, hearing_stack)
    words = talk(12)
    files = {
        "Retrospective.wav": sound(words),
        "Standup.vtt": VTT.encode(),
        "song.mp3": b"MZ" + bytes(900),
        "a.xls": b"x",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    go(page, "Upload")
    page.locator("input[type=file]").set_input_files([tmp_path / name for name in files])

    expect(page.get_by_role("link", name="Open the meeting Standup.vtt")).to_be_visible()
    expect(page.get_by_text("This is neither a recording nor a transcript.")).to_be_visible()
    expect(page.get_by_text("What is in the file is no sound or video")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Open the meeting Retrospective").click(timeout=60_000)
    expect(transcript(page).get_by_text(text_of(words[:8]))).to_be_visible()
    page.get_by_role("button", name="Play from 0:00").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(transcript(page).locator("[aria-current]")).to_contain_text(words[0].text)


def test_what_the_microphone_hears_becomes_words(hearing_stack: Stack, browser: Browser, site: str) -> None:
    page = open_page(browser, site, hearing_stack, "microphone")
    start_recording(page, "Said aloud")
    page.get_by_label("Who speaks").fill("Ada")

    page.get_by_role("switch", name="Microphone").click()

    for utterance in UTTERANCES:
        expect(page.get_by_role("listitem").filter(has_text=sentence(utterance))).to_be_visible()
    expect(page.get_by_role("meter", name="Loudness of the microphone")).to_be_visible()
    stop_recording(page)
    expect(transcript(page).get_by_text(sentence(UTTERANCES[1]))).to_be_visible()
    expect(transcript(page).get_by_text("Ada").first).to_be_visible()
    expect(page.get_by_role("region", name="Recording")).to_be_visible()


def test_a_microphone_that_is_not_allowed_is_said_plainly(hearing_stack: Stack, browser: Browser, site: str) -> None:
    page = open_page(browser, site, hearing_stack)
    start_recording(page, "Not allowed")

    page.get_by_role("switch", name="Microphone").click()

    expect(page.get_by_role("alert")).to_contain_text("The microphone is not allowed.")
    expect(page.get_by_role("switch", name="Microphone")).not_to_be_checked()
    stop_recording(page)
