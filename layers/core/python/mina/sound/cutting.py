"""Cuts a recording into parts at its silences, so that a service takes each and no word is cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from mina.domain.heard import Part
from mina.sound.pcm import FRAME_MS

SHORTEST_PART_MS = 4 * 60_000
LONGEST_PART_MS = 6 * 60_000
"""Six minutes of samples are 11.5 MB: below the 25 MB that services take, and far below a Lambda's 64 MB."""
SILENCE_MS = 400
QUIET_PAD_MS = 250
LOUD_PAD_MS = 4_000
QUIET_ANYWHERE = 40.0
SPEAKER_PAD_MS = 15_000
"""With speakers told, neighbours share half a minute, in which their labels are matched."""


def parts_of(
    levels: Sequence[int],
    duration_ms: int,
    *,
    with_speakers: bool = False,
    shortest_ms: int = SHORTEST_PART_MS,
    longest_ms: int = LONGEST_PART_MS,
) -> list[Part]:
    """Parts that cover `duration_ms` without a gap, each at most `longest_ms` of its own.

    A cut lies in the middle of the longest silence between `shortest_ms` and `longest_ms` after the last cut, or,
    where nobody ever stops, at the quietest moment; the neighbours then listen further into each other.
    """
    quiet = threshold(levels)
    cuts: list[tuple[int, int]] = []
    start = 0
    while duration_ms - start > longest_ms:
        place, pad = _cut(levels, quiet, start + shortest_ms, min(start + longest_ms, duration_ms))
        cuts.append((place, SPEAKER_PAD_MS if with_speakers else pad))
        start = place
    edges = [(0, 0), *cuts, (duration_ms, 0)]
    return [
        Part(number, left, right, max(0, left - left_pad), min(duration_ms, right + right_pad))
        for number, ((left, left_pad), (right, right_pad)) in enumerate(pairwise(edges), 1)
    ]


def threshold(levels: Sequence[int]) -> float:
    """Below this it is quiet: well above the room's own noise, well below speech."""
    if not levels:
        return 0.0
    ordered = sorted(levels)
    floor, speech = ordered[len(ordered) // 20], median(ordered[len(ordered) // 2 :])
    if speech < 1.5 * floor:
        return QUIET_ANYWHERE  # all of it is equally loud: music, a hum, one who never stops
    return max(QUIET_ANYWHERE, min(floor * 2.5, floor + (speech - floor) * 0.25))


def has_sound(levels: Sequence[int]) -> bool:
    """Whether anything at all can be heard: a hundredth of a percent of full scale is digital silence."""
    return max(levels, default=0) > 8


def _cut(levels: Sequence[int], quiet: float, first_ms: int, last_ms: int) -> tuple[int, int]:
    first, last = first_ms // FRAME_MS, min(last_ms // FRAME_MS, len(levels))
    best_length, best_middle, run = 0, 0, 0
    for frame in range(first, last):
        run = run + 1 if levels[frame] <= quiet else 0
        if run > best_length:
            best_length, best_middle = run, frame - run // 2
    if best_length * FRAME_MS >= SILENCE_MS:
        return best_middle * FRAME_MS, min(QUIET_PAD_MS, best_length * FRAME_MS // 2)
    window = 10
    quietest = min(range(first, max(first + 1, last - window)), key=lambda at: sum(levels[at : at + window]))
    return min((quietest + window // 2) * FRAME_MS, last_ms), LOUD_PAD_MS
