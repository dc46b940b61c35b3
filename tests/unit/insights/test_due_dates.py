"""Phrases of time against Wednesday, 18 November 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mina.insights.due_dates import due_phrase, meeting_day

WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("I'll send it by Friday", "2026-11-20"),
        ("by Wednesday, please", "2026-11-25"),
        ("can we do it next Monday", "2026-11-23"),
        ("let's say next Friday", "2026-11-27"),
        ("Friday next week", "2026-11-27"),
        ("a week from Monday", "2026-11-30"),
        ("first thing tomorrow", "2026-11-19"),
        ("the day after tomorrow", "2026-11-20"),
        ("by the end of the week", "2026-11-20"),
        ("EOD", "2026-11-18"),
        ("this afternoon", "2026-11-18"),
        ("end of next week", "2026-11-27"),
        ("by the end of the month", "2026-11-30"),
        ("next month", "2026-12-31"),
        ("end of quarter", "2026-12-31"),
        ("in two weeks", "2026-12-02"),
        ("within a month", "2026-12-18"),
        ("in a couple of days", "2026-11-20"),
        ("by the 15th", "2026-12-15"),
        ("by the fifteenth", "2026-12-15"),
        ("on the twenty fifth of November", "2026-11-25"),
        ("by the second of December", "2026-12-02"),
        ("by January 10", "2027-01-10"),
        ("March 3rd, 2027", "2027-03-03"),
        ("due 2026-12-01", "2026-12-01"),
        ("12/24/2026", "2026-12-24"),
        ("before Christmas", "2026-12-25"),
    ],
)
def test_a_phrase_of_time_names_a_day(phrase: str, day: str) -> None:
    found = due_phrase(phrase, WEDNESDAY)

    assert found is not None
    assert found.day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    ["I think so", "two people may come", "the second option is better", "on February 30", "we had 15 of them", ""],
)
def test_words_that_name_no_day_give_no_date(text: str) -> None:
    assert due_phrase(text, WEDNESDAY) is None


def test_the_first_of_two_days_counts() -> None:
    found = due_phrase("send the draft by Friday and the rest on Monday", WEDNESDAY)

    assert found is not None
    assert (found.text, found.day) == ("by Friday", date(2026, 11, 20))


def test_a_date_at_the_end_of_time_is_no_error() -> None:
    assert due_phrase("in two weeks", date(9999, 12, 31)) is None


def test_the_day_of_a_meeting_is_the_one_where_it_was_held() -> None:
    late_in_utc = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)

    assert meeting_day(late_in_utc, "Europe/Berlin") == date(2026, 11, 19)
    assert meeting_day(late_in_utc, "America/New_York") == date(2026, 11, 18)
    assert meeting_day(late_in_utc, "Nowhere/Atlantis") == date(2026, 11, 18)
