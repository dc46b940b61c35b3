"""`make soak`: meetings by the thousand, each with its own mixture of faults, and frames that make no sense.

`python -m tests.faults.soak MEETINGS [FRAMES] [FIRST_SEED]` ends with 1 and the seeds where a promise was broken.
"""

# ruff: noqa: T201  # a command prints
from __future__ import annotations

import contextlib
import io
import logging
import random
import sys
import time

from tests.faults.fuzz import fuzz
from tests.faults.network import Faults
from tests.faults.world import MINUTE, World

from mina.edge.observability import logger
from mina_client.speech import Guess

POINTS = [
    "segments.put",
    "sessions.get",
    "sessions.write_state",
    "sessions.seal",
    "sessions.begin_sealing",
    "sessions.mark_late",
    "connections.join",
    "pipeline.start",
    "runs.update",
    "insights.put",
    "events.put",
]


def soak(seed: int) -> list[str]:
    """One meeting of up to three tabs with faults of every kind; what was wrong in the end."""
    draw = random.Random(seed)
    faults = Faults(
        drop=draw.choice([0, 0, 0.05, 0.3]),
        drop_answers=draw.choice([0, 0, 0.05, 0.3]),
        duplicate=draw.choice([0, 0, 0.05, 0.3]),
        cut=draw.choice([0, 0.03, 0.1]),
        half_open=draw.random(),
        delay_ms=draw.choice([10, 300, 3_000, 9_000]),
    )
    world = World(seed, faults, stream_copies=draw.choice([0, 1, 1, 3]), containers=draw.choice([1, 2, 4]))
    tabs = draw.choice([1, 1, 2, 3])
    for _ in range(draw.randint(0, 6)):
        act, moment, point = (
            draw.choice([world.kill, world.fail]),
            draw.choice(["before", "after"]),
            draw.choice(POINTS),
        )
        # A fenced recorder's process that dies between its put and the withdrawal leaves a batch that nobody was
        # promised: the one fault that the next recorder's client may take for its own.
        if tabs == 1 or (moment, point) != ("after", "segments.put"):
            act(moment, point)
    if draw.random() < 0.3:
        world.store_away(draw.randint(0, 20_000), draw.choice([2_000, 60_000]))
    for tab in range(tabs):
        recorder = world.recorder(instance_id=f"tab-{tab}")
        world.talk(
            recorder, draw.randint(0, 40), every_ms=draw.choice([50, 500]), who=f"w{tab}", is_ended=draw.random() < 0.8
        )
        recorder.guess(Guess(f"unfinished-{tab}", "and", 5_000, 5_500))
        if draw.random() < 0.4:
            world.scheduler.at(draw.randint(100, 15_000), recorder.crash)
            world.scheduler.at(draw.randint(15_000, 30_000), recorder.start)
        world.run(draw.randint(0, 9_000))
    for recorder in world.recorders:  # somebody may never end the session: then all leave
        world.scheduler.at(20 * MINUTE, recorder.crash)
    if not world.run(120 * MINUTE, lambda: world.is_over("s-1")):
        return [f"seed {seed}: it never ended: {world.story('s-1')}"]
    world.run(10 * MINUTE)
    return [f"seed {seed}: {problem}" for problem in world.problems()]


def main(meetings: int, frames: int, first_seed: int) -> int:
    logger.setLevel(logging.CRITICAL)
    started, broken = time.monotonic(), []
    for seed in range(first_seed, first_seed + meetings):
        with contextlib.redirect_stdout(io.StringIO()):
            found = soak(seed)
        broken += found
        for line in found[:3]:
            print(line[:2_000], flush=True)
    found = fuzz(frames, first_seed)
    broken += found
    print("\n".join(found[:20]))
    print(f"{meetings} meetings, {frames} frames, {len(broken)} broken promises, {time.monotonic() - started:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [500, 10_000, 1][len(numbers) :])))
