"""Virtual time, and invocations that run side by side in it: reproducible by a seed, however they interleave.

Each invocation is a thread of its own, and only one of all threads runs at a time: an invocation hands over wherever
it meets the outside (a store, a push), and goes on after a latency that the seed draws. So every order of every two
requests can happen, no wall-clock time passes, and what happened once happens again.
"""

from __future__ import annotations

import heapq
import itertools
import random
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.fakes.world import FakeClock

LOOK_MS = 500
Action = Callable[[], object]
Done = Callable[[Any, BaseException | None], object]


class Killed(BaseException):
    """The process dies here: nothing catches this, nothing is cleaned up."""


class _Invocation(threading.Thread):
    def __init__(self, scheduler: Scheduler, work: Callable[[], Any], done: Done) -> None:
        super().__init__(daemon=True)
        self._scheduler, self._work, self._done = scheduler, work, done
        self.turn = threading.Semaphore(0)

    def run(self) -> None:
        self.turn.acquire()
        answer, failure = None, None
        try:
            answer = self._work()
        except BaseException as error:  # a kill, too, ends here, and only here
            failure = error
        self._scheduler.at(0, lambda: self._done(answer, failure))
        self._scheduler.hand_back()


class Scheduler:
    """`at` and `spawn` plan, `run` lets time pass. `latency_ms` is the longest that an invocation waits outside."""

    def __init__(self, clock: FakeClock, seed: int = 0, latency_ms: int = 20) -> None:
        self.clock = clock
        self.random = random.Random(seed)
        self.now_ms = 0
        self._start = clock.now()
        self._latency_ms = latency_ms
        self._count = itertools.count()
        self._planned: list[tuple[int, int, Action]] = []
        self._main = threading.Semaphore(0)

    def at(self, delay_ms: int, action: Action) -> None:
        """Let `action` happen in `delay_ms`."""
        heapq.heappush(self._planned, (self.now_ms + max(0, delay_ms), next(self._count), action))

    def spawn(self, work: Callable[[], Any], done: Done) -> None:
        """Run `work` beside everything else; then `done(answer, failure)`."""
        invocation = _Invocation(self, work, done)
        invocation.start()
        self.at(0, lambda: self._resume(invocation))

    def pause(self) -> None:
        """Called by an invocation that meets the outside: everybody else may go first."""
        invocation = threading.current_thread()
        if not isinstance(invocation, _Invocation):
            return
        self.at(self.random.randint(0, self._latency_ms), lambda: self._resume(invocation))
        self.hand_back()
        invocation.turn.acquire()

    def run(self, for_ms: int, is_done: Callable[[], bool] = lambda: False) -> bool:
        """Let at most `for_ms` pass; answers whether it was done before. It is looked at twice a second."""
        end_ms, look_ms = self.now_ms + for_ms, self.now_ms
        while self._planned and self._planned[0][0] <= end_ms:
            due_ms, _, action = heapq.heappop(self._planned)
            self._move_to(due_ms)
            if self.now_ms >= look_ms:
                if is_done():
                    heapq.heappush(self._planned, (due_ms, next(self._count), action))
                    return True
                look_ms = self.now_ms + LOOK_MS
            action()
        self._move_to(end_ms)
        return is_done()

    def hand_back(self) -> None:
        self._main.release()

    def _resume(self, invocation: _Invocation) -> None:
        invocation.turn.release()
        self._main.acquire()

    def _move_to(self, now_ms: int) -> None:
        self.now_ms = max(self.now_ms, now_ms)
        self.clock.time = self._start + timedelta(milliseconds=self.now_ms)
