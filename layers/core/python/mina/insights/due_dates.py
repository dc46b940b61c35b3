"""When a task is due, if it was said: a phrase of time resolved against the meeting's day.

A weekday is the next such day after the meeting; "next Friday" is that of the following week; "end of the week" is
Friday; a date without a year is the next one to come. Times of day are dropped, the day counts.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_WEEKDAY = r"(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ORDINALS += [f"twenty {ordinal}" for ordinal in _ORDINALS[:9]] + ["thirtieth", "thirty first"]
_DAYS = {ordinal: number for number, ordinal in enumerate(_ORDINALS, 1)}
_SPOKEN_DAY = "|".join(sorted((name.replace(" ", "[ -]") for name in _DAYS), key=len, reverse=True))
_DAY = rf"(?P<day>[0-3]?\d(?:st|nd|rd|th)?|{_SPOKEN_DAY})"
_PREPOSITION = r"(?:(?:by|before|until|till|due|on|for|due by|due on|no later than)\s+)?"


@dataclass(frozen=True, slots=True)
class DuePhrase:
    """A phrase of time as it was said, where it stands in the text, and the day that it means."""

    text: str
    start: int
    end: int
    day: date


def meeting_day(started_at: datetime, time_zone: str) -> date:
    """The calendar day on which the meeting began where it was held; an unknown zone counts as UTC."""
    try:
        zone: ZoneInfo | timezone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = timezone.utc  # noqa: UP017 - mypy narrows the union only so
    return started_at.astimezone(zone).date()


def due_phrase(text: str, today: date) -> DuePhrase | None:
    """The first phrase of time in `text` that names a day; None where there is none or the day does not exist."""
    earliest: DuePhrase | None = None
    for pattern, resolve in _RULES:
        match = pattern.search(text)
        if match is None or (earliest is not None and match.start() >= earliest.start):
            continue
        day = resolve(match, today)
        if day is not None:
            earliest = DuePhrase(match.group(0).strip(), match.start(), match.end(), day)
    return earliest


def _plus(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _friday(today: date, weeks: int = 0) -> date | None:
    return _plus(today, (4 - today.weekday()) % 7 + 7 * weeks)


def _month_end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _weekday(match: re.Match[str], today: date) -> date | None:
    wanted = next(i for i, name in enumerate(_WEEKDAYS) if name.startswith(match["weekday"].lower()))
    ahead = (wanted - today.weekday()) % 7 or 7
    said = match.group(0).lower()
    if said.rstrip().endswith("next week"):
        return _plus(today, 7 - today.weekday() + wanted)
    if "week from" in said or (re.search(r"\bnext\b", said) and wanted > today.weekday()):
        ahead += 7
    return _plus(today, ahead)


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    day = _day_number(match["day"])
    year, month = (today.year, today.month) if day >= today.day else divmod(today.year * 12 + today.month, 12)
    if day < today.day:
        month += 1
    return _date(year, month, day)


def _day_number(said: str) -> int:
    digits = "".join(char for char in said if char.isdigit())
    return int(digits) if digits else _DAYS[said.lower().replace("-", " ")]


def _month_day(match: re.Match[str], today: date) -> date | None:
    month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(match["month"].lower()[:3]))
    if match.groupdict().get("year"):
        return _date(int(match["year"]), month, _day_number(match["day"]))
    this_year = _date(today.year, month, _day_number(match["day"]))
    return this_year if this_year and this_year >= today else _date(today.year + 1, month, _day_number(match["day"]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_some_time(match: re.Match[str], today: date) -> date | None:
    said = " ".join(match["count"].lower().split())
    count = int(said) if said.isdigit() else _COUNTS[said]
    unit = match["unit"].lower()
    if unit == "month":
        months = today.month + count
        year, month = today.year + (months - 1) // 12, (months - 1) % 12 + 1
        return _date(year, month, min(today.day, calendar.monthrange(year, month)[1])) if year <= 9999 else None
    return _plus(today, count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _numeric(match: re.Match[str], _today: date) -> date | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    return _date(year, first, second) or _date(year, second, first)


def _rule(
    pattern: str, resolve: Callable[[re.Match[str], date], date | None]
) -> tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]]:
    return re.compile(rf"\b{_PREPOSITION}(?:{pattern})(?!\w)", re.IGNORECASE), resolve


_COUNT = r"(?P<count>\d{1,3}|a couple of|couple of|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_PART = r"(?:\s+(?:morning|afternoon|evening|night|noon|lunchtime|at noon|end of (?:the )?day|eod))?"

_ONLY_A_DAY = r"(?!\s+(?:\w+ing|week|half|time|one|version|part|draft|round|quarter|phase))"
_RULES = [
    _rule(r"(?P<year>\d{4})-(?P<first>\d\d)-(?P<second>\d\d)", _numeric),
    _rule(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})", _numeric),
    _rule(r"(?:the )?day after tomorrow", lambda _, today: _plus(today, 2)),
    _rule(
        r"(?:noon |the end of the day |end of day |eod |first thing |early )?(?<!after )tomorrow" + _PART,
        lambda _, today: _plus(today, 1),
    ),
    _rule(
        r"(?:the )?end of (?:the |this )?day|eod|cob|close of business|later today|today|tonight"
        r"|this (?:afternoon|evening)",
        lambda _, today: today,
    ),
    _rule(rf"(?:a week from |this coming |coming |this |next )?{_WEEKDAY}(?: next week)?" + _PART, _weekday),
    _rule(r"(?:the )?(?:end of |later |some ?time )?next week", lambda _, today: _friday(today, 1)),
    _rule(
        r"(?:the )?(?:end of (?:the |this )?week|later this week|this week|weekend)", lambda _, today: _friday(today)
    ),
    _rule(r"(?:the )?(?:end of )?next month", lambda _, today: _month_end(today.year, today.month + 1)),
    _rule(
        r"(?:the )?(?:end of (?:the |this )?month|month[- ]end|this month)",
        lambda _, today: _month_end(today.year, today.month),
    ),
    _rule(
        r"(?:the )?(?:end of (?:the |this )?quarter|this quarter|quarter[- ]end)",
        lambda _, today: _month_end(today.year, (today.month - 1) // 3 * 3 + 3),
    ),
    _rule(r"(?:the )?(?:end of (?:the |this )?year|year[- ]end)", lambda _, today: _date(today.year, 12, 31)),
    _rule(r"christmas eve", lambda _, today: _date(today.year, 12, 24)),
    _rule(r"christmas(?: day)?", lambda _, today: _date(today.year, 12, 25)),
    _rule(
        rf"(?:in|within)\s+(?:the next\s+)?{_COUNT}\s+(?P<unit>day|week|fortnight|month)s?(?:'? time)?", _in_some_time
    ),
    _rule(rf"{_MONTH}\.?\s+(?:the\s+)?{_DAY}(?:,?\s+(?P<year>20\d\d))?", _month_day),
    _rule(rf"(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>20\d\d))?", _month_day),
    _rule(r"(?:the\s+)?(?P<day>[0-3]?\d(?:st|nd|rd|th))", _day_of_month),
    _rule(
        rf"(?:(?<=by )|(?<=on )|(?<=until )|(?<=before ))(?:the\s+)(?P<day>{_SPOKEN_DAY}){_ONLY_A_DAY}", _day_of_month
    ),
]
