"""Meetings by the second, in numbers alone: what they ask of quotas and partitions, and what has to wait.

Meetings begin and end at random, partitions are split by the table as it grows, and every frame lands on its own
meeting's partition. What is over a quota in a second waits for the next one, as a client that backs off does.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.scale.limits import Limit

PARTITION_WRITE_UNITS = 1_000
TABLE_START_UNITS = 4_000


@dataclass(frozen=True, slots=True)
class Simulated:
    """Of some minutes: `longest_wait_seconds` of any frame; `busiest_partition` in write units a second."""

    meetings: int
    frames_per_second: float
    most_frames_in_a_second: int
    longest_wait_seconds: float
    write_units_per_second: float
    partitions: int
    busiest_partition: float
    ends_in_busiest_minute: int


def simulate(
    meetings: int, frame_seconds: float, units_a_frame: float, quota: float, seconds: int, seed: int = 1
) -> Simulated:
    """`meetings` that each send a frame every `frame_seconds`, out of step with each other, against a quota of frames a
    second. Frames of one second are drawn together, so that a million meetings take no longer than ten."""
    draw = random.Random(seed)
    mean = meetings / frame_seconds
    waiting, longest, sent, most, ends, minute_ends, most_ends = 0.0, 0.0, 0, 0, 0.0, 0, 0
    for second in range(seconds):
        arrived = _poisson(draw, mean)
        most = max(most, arrived)
        waiting += arrived
        done = min(waiting, quota)
        waiting -= done
        sent += int(done)
        longest = max(longest, waiting / quota)
        minute_ends += _poisson(draw, meetings / 3_600)
        if second % 60 == 59:
            most_ends, minute_ends = max(most_ends, minute_ends), 0
        ends += meetings / 3_600
    units = sent / seconds * units_a_frame
    partitions = max(1, -(-int(max(units, TABLE_START_UNITS)) // PARTITION_WRITE_UNITS))
    return Simulated(
        meetings=meetings,
        frames_per_second=sent / seconds,
        most_frames_in_a_second=most,
        longest_wait_seconds=longest,
        write_units_per_second=units,
        partitions=partitions,
        busiest_partition=_busiest(draw, meetings, partitions, units),
        ends_in_busiest_minute=most_ends,
    )


def first_met(limits: list[Limit], meetings: int) -> str:
    """The limits that so many meetings are over, or the next one and how far off it is."""
    over = [limit.name for limit in limits if limit.meetings < meetings]
    if over:
        return "over: " + "; ".join(over)
    return f"none; the next is {limits[0].name}, at {limits[0].meetings / meetings:,.0f} times as many"


def _busiest(draw: random.Random, meetings: int, partitions: int, units: float) -> float:
    """Meetings are spread over partitions by a hash: of so many balls in so many bins the fullest bin's share."""
    counts = [0] * partitions
    sample = min(meetings, 200_000)
    for _ in range(sample):
        counts[draw.randrange(partitions)] += 1
    return max(counts) / sample * units


def _poisson(draw: random.Random, mean: float) -> int:
    """By the normal curve, which a Poisson distribution is from some dozens on; below that by counting."""
    if mean > 30:
        return max(0, round(draw.gauss(mean, mean**0.5)))
    total, count = draw.expovariate(1.0), 0
    while total < mean:
        count += 1
        total += draw.expovariate(1.0)
    return count
