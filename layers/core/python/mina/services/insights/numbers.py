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
_DIGITS = frozenset(_UNITS[:10])
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
    """The numbers in digits, and the runs of number words."""
    digits: set[str] = set()
    runs: list[list[str]] = [[]]
    for piece in _pieces(text):
        if piece[0].isdigit():
            digits.add(_digits(piece))
        if _is_number_word(piece):
            runs[-1].append(piece)
        elif runs[-1] and not (piece == "and" and runs[-1][-1] in _SCALES):
            runs.append([])
    return digits, [run for run in runs if run]


def _pieces(text: str) -> list[str]:
    """Words and digits, folded; spoken decimals ("twelve point five") as digits."""
    found = _PIECE.findall(unicodedata.normalize("NFKC", text).casefold())
    pieces: list[str] = []
    for index, piece in enumerate(found):
        is_point = index > 0 and found[index - 1] == "point"
        if is_point and piece in _DIGITS and len(pieces) > 1 and _is_number_word(pieces[-2]):
            pieces.pop()
            pieces.append(f"{_take_whole(pieces)}.{_SMALL[piece]}")
        elif piece in _DIGITS and pieces and _is_open_decimal(pieces[-1], found[index - 1]):
            pieces[-1] += str(_SMALL[piece])
        else:
            pieces.append(piece)
    return pieces


def _take_whole(pieces: list[str]) -> int:
    """Takes the number words off the end of `pieces`; their value."""
    whole: list[str] = []
    while pieces and _is_number_word(pieces[-1]) and len(whole) < _LONGEST_RUN:
        whole.append(pieces.pop())
    return _value(whole[::-1])


def _is_open_decimal(piece: str, spoken_before: str) -> bool:
    return "." in piece and spoken_before in _DIGITS


def _is_number_word(piece: str) -> bool:
    return piece in _SMALL or piece in _SCALES


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
