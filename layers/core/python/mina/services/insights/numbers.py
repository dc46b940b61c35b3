"""Numbers in a text, whether written in digits or in English words, so that both forms can be compared."""

from __future__ import annotations

import re
import unicodedata

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_ORDINALS = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: value for value, word in enumerate(_ORDINALS)},
    **{word: 20 + 10 * index for index, word in enumerate(_TENS)},
    **{word[:-1] + "ieth": 20 + 10 * index for index, word in enumerate(_TENS)},
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_NUMBER_WORD = f"(?:{'|'.join([*_SMALL, *_SCALES])})"
_DIGIT_WORD = f"(?:{'|'.join(_UNITS[:10])})"
_DECIMAL = re.compile(rf"\b({_NUMBER_WORD}(?:[ -]{_NUMBER_WORD})*) point ({_DIGIT_WORD}(?: {_DIGIT_WORD})*)\b")
_ADVERBS = frozenset({"one", "first", "second", "zero"})
_LONGEST_RUN = 8
"""No number has more words; longer runs are numbers read out one after the other."""


def claimed_numbers(text: str) -> frozenset[str]:
    """The numbers that `text` states: "25 people" and "twenty-five people" both state 25.

    "one", "first" and "second" by themselves state nothing: they are more often words than numbers.
    """
    digits, runs = _read(text)
    words = {
        str(_value(run[start : start + _LONGEST_RUN]))
        for run in runs
        if not (len(run) == 1 and run[0] in _ADVERBS)
        for start in range(0, len(run), _LONGEST_RUN)
    }
    return frozenset(digits | words)


def spoken_numbers(text: str) -> frozenset[str]:
    """Every number that can be heard in `text`: "twenty twenty five" may be 20, 25, 45 or 2025."""
    digits, runs = _read(text)
    heard = set(digits)
    for run in runs:
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + _LONGEST_RUN) + 1):
                heard.add(str(_value(run[start:end])))
                heard.update(str(_value(run[start:cut])) + str(_value(run[cut:end])) for cut in range(start + 1, end))
    return frozenset(heard)


def _read(text: str) -> tuple[set[str], list[list[str]]]:
    digits: set[str] = set()
    runs: list[list[str]] = []
    run: list[str] = []
    plain = _DECIMAL.sub(_decimal, unicodedata.normalize("NFKC", text).casefold())
    for piece in _PIECE.findall(plain):
        if piece[0].isdigit():
            digits.add(_digits(piece))
        if piece in _SMALL or piece in _SCALES:
            run.append(piece)
        elif not (piece == "and" and run and run[-1] in _SCALES):
            runs, run = [*runs, run] if run else runs, []
    return digits, [*runs, run] if run else runs


def _decimal(match: re.Match[str]) -> str:
    """ "twelve point five" is 12.5."""
    whole, fraction = (_PIECE.findall(match[group]) for group in (1, 2))
    return f"{_value(whole[:_LONGEST_RUN])}.{''.join(str(_SMALL[word]) for word in fraction)}"


def _digits(piece: str) -> str:
    """ "1,000" and "1.000" are 1000, "3,5" is 3.5, "007" is 7; digits of any script are read."""
    plain = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in piece)
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[.,]", "", plain)
    whole, *rest = re.split(r"[.,]", plain)
    return ".".join([whole.lstrip("0") or "0", *rest])


def _value(run: list[str]) -> int:
    total = current = 0
    for word in run:
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        else:
            total += max(current, 1) * _SCALES[word]
            current = 0
    return total + current
