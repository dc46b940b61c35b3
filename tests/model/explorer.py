"""A small explicit-state model checker: every interleaving of a few processes, each step atomic, crashes included."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

State = TypeVar("State")
Step = tuple[str, State]


@dataclass(frozen=True)
class Explored(Generic[State]):
    """How many states there are, and the shortest way to the first one that breaks a promise, None where none does."""

    states: int
    broken: str | None = None
    way: tuple[str, ...] = ()


def explore(
    start: State,
    steps: Callable[[State], Iterable[Step[State]]],
    problem: Callable[[State, bool], str | None],
) -> Explored[State]:
    """Breadth first over all states. `problem(state, is_final)` names the broken promise; final: nothing can follow."""
    came_from: dict[State, tuple[State, str] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        state = waiting.popleft()
        following = list(steps(state))
        if broken := problem(state, not following):
            return Explored(len(came_from), broken, _way(state, came_from))
        for name, after in following:
            if after not in came_from:
                came_from[after] = (state, name)
                waiting.append(after)
    return Explored(len(came_from))


def _way(state: State, came_from: dict[State, tuple[State, str] | None]) -> tuple[str, ...]:
    names: list[str] = []
    while (origin := came_from[state]) is not None:
        state, name = origin
        names.append(name)
    return tuple(reversed(names))
