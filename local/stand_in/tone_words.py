"""Speech that a program understands: each word is four tones, so that a cut word is no word, as with people.

`speak` makes samples of words, `hear` finds them again, with their times, also after MP3 or Opus. For tests and for
trying uploads without a speech service.
"""

from __future__ import annotations

import math
import operator
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

RATE = 16_000
TONE_MS = 60
TONES_PER_WORD = 4
WORD_MS = TONE_MS * TONES_PER_WORD
_TONE = RATE * TONE_MS // 1000
_LOWEST, _STEP, _TONES = 500.0, 160.0, 16
_LOUD = 500
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va")
_ROOT_MS = 10


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word at its place. `speaker` is a number from 0 to 15."""

    text: str
    start_ms: int
    end_ms: int
    speaker: int = 0


def word(number: int) -> str:
    """One of 4,096 words of three syllables."""
    return "".join(_SYLLABLES[number >> shift & 15] for shift in (8, 4, 0))


def speak(words: Iterable[Spoken], duration_ms: int, noise: int = 0) -> bytes:
    """Samples, 16 kHz, mono, 16 bits. `noise` is the amplitude of a steady hiss."""
    samples = array("h", _hiss(duration_ms * RATE // 1000, noise)) if noise else array("h", bytes(duration_ms * 32))
    for spoken in words:
        at = spoken.start_ms * RATE // 1000
        for tone in (spoken.speaker, *_tones_of(spoken.text)):
            piece = _tone(tone)[: len(samples) - at]
            samples[at : at + len(piece)] = piece
            at += _TONE
    return samples.tobytes()


def hear(samples: bytes) -> list[Spoken]:
    """Every whole word, in order."""
    values = array("h", samples[: len(samples) // 2 * 2])
    step = RATE * _ROOT_MS // 1000
    levels = [max(map(abs, values[at : at + step : 4]), default=0) for at in range(0, len(values), step)]
    heard: list[Spoken] = []
    start: int | None = None
    for index, level in enumerate([*levels, 0]):
        if level > _LOUD and start is None:
            start = index
        elif level <= _LOUD and start is not None:
            heard += _words_in(values, start * step, index * step)
            start = None
    return heard


def _words_in(values: array[int], first: int, last: int) -> Iterable[Spoken]:
    """Words of one burst; they may follow each other without a pause."""
    length = _TONE * TONES_PER_WORD
    at = _onset(values, first, min(last, first + _TONE))
    while last - at >= length * 0.85:
        numbers = [_number_of(values[at + k * _TONE : at + (k + 1) * _TONE]) for k in range(TONES_PER_WORD)]
        if all(number is not None for number in numbers):
            speaker, *syllables = (number or 0 for number in numbers)
            text = "".join(_SYLLABLES[number] for number in syllables)
            yield Spoken(text, at * 1000 // RATE, (at + length) * 1000 // RATE, speaker)
        at += length


def _onset(values: array[int], first: int, last: int) -> int:
    loud = (at for at in range(first, last) if abs(values[at]) > _LOUD)
    return next(loud, first)


def _number_of(tone: array[int]) -> int | None:
    """The tone's number by its zero crossings, None where it is no clean tone."""
    margin = len(tone) // 6
    middle = tone[margin : len(tone) - margin]
    if len(middle) < _TONE // 2:
        return None
    signs = [value >= 0 for value in middle]
    crossings = sum(map(operator.ne, signs, islice(signs, 1, None)))
    number = (crossings * RATE / (2 * len(middle)) - _LOWEST) / _STEP
    nearest = round(number)
    return nearest if 0 <= nearest < _TONES and abs(number - nearest) < 0.35 else None


@cache
def _tone(number: int) -> array[int]:
    frequency = _LOWEST + _STEP * number
    fade = _TONE // 12
    values = array("h")
    for at in range(_TONE):
        volume = 9_000 * min(1.0, (at + 1) / fade, (_TONE - at) / fade)
        values.append(round(volume * math.sin(2 * math.pi * frequency * at / RATE)))
    return values


def _tones_of(text: str) -> Sequence[int]:
    return [_SYLLABLES.index(text[at : at + 2]) for at in (0, 2, 4)]


def _hiss(count: int, amplitude: int) -> Iterable[int]:
    state = 12345
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield (state >> 16) % (2 * amplitude + 1) - amplitude
