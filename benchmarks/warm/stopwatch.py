"""Where the CPU of one frame goes: stopwatches around the functions that do its parts, each without what lies in it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch


class Stopwatch:
    """CPU in nanoseconds by name. Time in a nested part counts for that part alone."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._running: list[list[int]] = []

    def around(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **options: Any) -> Any:
            nested = [0]
            self._running.append(nested)
            started = time.thread_time_ns()
            try:
                return work(*arguments, **options)
            finally:
                took = time.thread_time_ns() - started
                self._running.pop()
                self.spent[name] += took - nested[0]
                if self._running:
                    self._running[-1][0] += took

        return timed


@contextmanager
def watched(stopwatch: Stopwatch, places: list[tuple[str, Any, str]]) -> Iterator[None]:
    """Inside of this, `places` (name, owner, attribute) are timed."""
    with ExitStack() as stack:
        for name, owner, attribute in places:
            timed = stopwatch.around(name, getattr(owner, attribute))
            stack.enter_context(patch.object(owner, attribute, timed))
        yield
