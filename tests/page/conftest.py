"""The built page in a real browser, against the deployed template."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from local.browser import installed_browser
from local.page import Page as PageServer
from local.places import Places
from local.web import build_web
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from tests.e2e.meeting import hold_meeting
from tests.page.person import PATIENCE_MS, Person, person
from tests.stack import Stack, User, free_port

Visit = Callable[..., Person]


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """What drives the browsers: there can be one at a time."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests of the page; each person has a profile of their own in it."""
    running = launch(playwright)
    yield running
    running.close()


def launch(playwright: Playwright, *arguments: str) -> Browser:
    """A Chromium of this machine with further arguments."""
    program = installed_browser()
    assert program, "the tests of the page need a Chromium: `make test` installs one, MINA_BROWSER names another"
    return playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *arguments])


@pytest.fixture(scope="package")
def site(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page's address, served as `make run` does, but for nobody in particular."""
    with served(stack, tmp_path_factory.mktemp("page") / "dist") as address:
        yield address


@contextmanager
def served(stack: Stack, folder: Path) -> Iterator[str]:
    """The page of this stack, of files in `folder`."""
    built = build_web(lambda _: None)
    assert built is not None
    # A copy: whoever builds the page meanwhile must not take away the files of the one that is looked at.
    files = shutil.copytree(built, folder)
    places = Places(stack.data, stack.port, free_port())
    server = PageServer(places, stack.deployment, None, files)
    yield places.page
    server.stop()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Lets somebody sit down at the page. In the end no browser may have had anything to complain about."""
    people: list[Person] = []

    def sit_down(user: User | None = None, **window: Any) -> Person:
        people.append(person(browser, site, user, **window))
        return people[-1]

    yield sit_down
    for one in people:
        one.context.close()
    assert [complaint for one in people for complaint in one.complaints] == []


@pytest.fixture(scope="package")
def ada(stack: Stack) -> User:
    """Somebody with one finished meeting, to look at and to add to, not to change."""
    user = stack.new_user()
    hold_meeting(stack, user)
    return user
