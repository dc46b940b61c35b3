"""Lists read little: no more rows than they show, but for what a filter leaves out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.builders import NOON, a_meeting
from tests.fakes.memory import Memory, stores_of, watched

from mina.domain.meeting import LISTED_DESCRIPTION, MeetingStatus, beginning_of
from mina.ports.stores import Stores
from mina.services.listing import CHUNK, MeetingFilter, list_meetings

COMPLETED = MeetingFilter(status=MeetingStatus.COMPLETED)


def filled(*statuses: MeetingStatus) -> Stores:
    """A workspace's meetings, `m-0` the newest."""
    stores = stores_of(Memory())
    for age, status in enumerate(statuses):
        stores.meetings.save(a_meeting("ws-1", f"m-{age}", status=status, created_at=NOON - timedelta(hours=age)))
    return stores


def all_pages(stores: Stores, wanted: MeetingFilter, limit: int) -> list[list[str]]:
    pages, position = [], None
    while True:
        rows, position = list_meetings("ws-1", wanted, limit, position, stores)
        pages.append([row.id for row in rows])
        if position is None:
            return pages


@pytest.mark.parametrize("limit", [1, 2, 3, 25])
def test_meetings_that_are_over_are_listed_each_once_among_those_that_are_not(limit: int) -> None:
    over, live, scheduled = MeetingStatus.COMPLETED, MeetingStatus.LIVE, MeetingStatus.SCHEDULED
    stores = filled(live, over, over, scheduled, scheduled, scheduled, over, live, over, scheduled)

    pages = all_pages(stores, COMPLETED, limit)

    assert [name for page in pages for name in page] == ["m-1", "m-2", "m-6", "m-8"]
    assert all(len(page) == limit for page in pages[:-1])


def test_many_meetings_that_are_still_to_come_are_passed_in_large_steps() -> None:
    stores = filled(*[MeetingStatus.SCHEDULED] * (2 * CHUNK), MeetingStatus.COMPLETED)
    asked: list[str] = []
    counted = watched(stores, lambda name, when: asked.append(name) if when == "before" else None)

    rows, position = list_meetings("ws-1", COMPLETED, 25, None, counted)

    assert [row.id for row in rows] == [f"m-{2 * CHUNK}"]
    assert position is None
    assert len(asked) == 3


def test_a_long_description_is_listed_by_its_beginning() -> None:
    assert beginning_of("x" * LISTED_DESCRIPTION) == "x" * LISTED_DESCRIPTION
    assert beginning_of("word " * LISTED_DESCRIPTION).endswith("word word…")
    assert len(beginning_of("x" * 5_000)) == LISTED_DESCRIPTION
