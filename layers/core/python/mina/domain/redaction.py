"""E-mail addresses, telephone and card numbers in a text, taken out of it.

By form alone: what people spell out in words stays. Dates, sums and the numbers of lines are left as they are.
"""

from __future__ import annotations

import re

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w-])")
_NUMBER = re.compile(r"(?<![\w.])\+?\(?\d[\d ()/.\-]{6,24}\d(?!\w)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_GROUPED = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?:[.,]\d+)?")
_CARD_DIGITS = range(13, 20)
_PHONE_DIGITS = range(9, 16)


def redact(text: str) -> str:
    """The text with `[e-mail]`, `[card]` and `[phone]` in their places."""
    return _NUMBER.sub(_without_number, _EMAIL.sub("[e-mail]", text))


def _without_number(match: re.Match[str]) -> str:
    found = match[0]
    digits = [int(character) for character in found if character.isdecimal()]
    if len(digits) in _CARD_DIGITS and _is_card(digits):
        return "[card]"
    if len(digits) not in _PHONE_DIGITS or _DATE.search(found) or _GROUPED.fullmatch(found):
        return found
    is_dialled = found[0] in "+(0" or any(mark in found for mark in " -/")
    return "[phone]" if is_dialled else found


def _is_card(digits: list[int]) -> bool:
    """The check digit of ISO/IEC 7812, by Luhn."""
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
