"""Many meetings at once: with faults in virtual time, and without in the time of the wall."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.dynamo import dynamo_stores
from tests.fakes.world import FakeClock
from tests.faults.network import Faults
from tests.faults.recorder import Recorder, an_utterance
from tests.faults.scheduler import Scheduler
from tests.faults.world import MINUTE, World

WRITING = ("segments", "segment")


@dataclass(frozen=True)
class Load:
    """What came of one run. `frames` are those that it needs without faults; `invocations` of the segment handler.

    `seconds` from the first join until the last word was acknowledged; `behind_seconds` is how long the last word of
    the slowest meeting waited for its acknowledgement, counted from when it was to be said: what was late before
    makes it late, too.
    """

    meetings: int
    said: int
    acknowledged: int
    problems: int
    frames: int
    invocations: int
    seconds: float
    behind_seconds: float
    cpu_seconds: float
    resends: int

    @property
    def amplification(self) -> float:
        return self.invocations / self.frames


class WallScheduler(Scheduler):
    """The same, as fast as this machine is: what is late makes everything after it late."""

    def run(self, for_ms: int, is_done: Callable[[], bool] = lambda: False) -> bool:
        started, began_ms = time.monotonic(), self.now_ms
        while (elapsed := int((time.monotonic() - started) * 1000)) < for_ms:
            self._move_to(began_ms + elapsed)
            due_ms = self._planned[0][0] if self._planned else began_ms + for_ms
            if due_ms > self.now_ms:
                if is_done():
                    return True
                time.sleep(min(due_ms - self.now_ms, 20) / 1000)
            else:
                super().run(0)
        return is_done()


def with_faults(faults: Faults, meetings: int = 50, each: int = 60, seed: int = 1) -> Load:
    """`meetings` at two segments a second through the real handlers, in virtual time."""
    return _measured(World(seed, faults, has_sweeper=False), meetings, each)


def without_faults(meetings: int, each: int, every_ms: int = 500) -> Load:
    """The same on the real stores (moto) in real time, on one core."""
    with dynamo_stores() as stores:
        return _measured(_WallWorld(1, Faults(), stores, has_sweeper=False), meetings, each, every_ms)


class _WallWorld(World):
    def new_scheduler(self, clock: FakeClock) -> Scheduler:
        return WallScheduler(clock, self.seed, latency_ms=0)


def _measured(world: World, meetings: int, each: int, every_ms: int = 500) -> Load:
    started, cpu = time.monotonic(), time.process_time()
    recorders = [world.recorder(f"s-{n}", f"tab-{n}") for n in range(meetings)]
    last_words = [_LastWord(recorder, each) for recorder in recorders]
    for number, last_word in enumerate(last_words):
        world.scheduler.at(number * 500 // meetings, partial(last_word.talk, world, every_ms))

    def is_settled() -> bool:
        return not [one for one in last_words if not one.is_settled(world.scheduler.now_ms)]  # asks every one

    world.run(60 * MINUTE, is_settled)
    seconds, cpu_seconds = time.monotonic() - started, time.process_time() - cpu
    found = [problem for n in range(meetings) for problem in world.problems(f"s-{n}")]
    return Load(
        meetings=meetings,
        said=sum(len(r.log.said) for r in recorders),
        acknowledged=sum(len(r.log.acknowledged) for r in recorders),
        problems=len(found),
        frames=meetings * -(-each // 5),
        invocations=sum(world.network.invocations.get(route, 0) for route in WRITING),
        seconds=seconds,
        behind_seconds=max(last_word.behind_ms for last_word in last_words) / 1000,
        cpu_seconds=cpu_seconds,
        resends=sum(r.session.delivery.resends for r in recorders),
    )


@dataclass
class _LastWord:
    """When the last word of one meeting was to be said, and how much later it was seen to be acknowledged."""

    recorder: Recorder
    each: int
    due_ms: int = 0
    behind_ms: int = 0

    def talk(self, world: World, every_ms: int) -> None:
        self.due_ms = world.scheduler.now_ms + self.each * every_ms
        for number in range(1, self.each + 1):
            utterance = an_utterance(number, self.recorder.profile.instance_id)
            world.scheduler.at(number * every_ms, partial(self.recorder.say, utterance))

    def is_settled(self, now_ms: int) -> bool:
        log = self.recorder.log
        if len(log.said) < self.each or len(log.acknowledged) < self.each:
            return False
        self.behind_ms = self.behind_ms or max(1, now_ms - self.due_ms)
        return True


def as_row(name: str, load: Load) -> list[Any]:
    return [
        name,
        load.said,
        load.acknowledged,
        load.problems,
        load.frames,
        load.invocations,
        f"{load.amplification:.3f}",
    ]
