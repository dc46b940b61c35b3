"""The order that is built keeps every promise in every interleaving; each wrong order breaks one, and is found."""

from __future__ import annotations

from functools import partial

import pytest
from tests.model.explorer import Explored, explore
from tests.model.session import Finalizer, Orders, State, Writer, problem, steps

TWO_BATCHES = State(writers=(Writer(batch=1), Writer(batch=2)))
ONE_FRAME_TWICE = State(
    writers=(Writer(batch=1), Writer(batch=1)), finalizers=(Finalizer(),), crashes_left=1, may_take_over=True
)
STARTS = {"two batches": TWO_BATCHES, "one frame twice and a takeover": ONE_FRAME_TWICE}


def checked(start: State, orders: Orders) -> Explored[State]:
    return explore(start, partial(steps, orders=orders), problem)


@pytest.mark.parametrize("start", STARTS)
def test_the_order_that_is_built_keeps_every_promise(start: str) -> None:
    explored = checked(STARTS[start], Orders())

    assert (explored.broken, explored.way) == (None, ())
    assert explored.states > 500, "everybody may go between any two steps of everybody else"


@pytest.mark.parametrize(
    ("start", "orders", "expected"),
    [
        ("two batches", Orders(put_before_check=False), "acknowledged and in no seal"),
        ("two batches", Orders(read_before_ack=False), "acknowledged and in no seal"),
        ("two batches", Orders(raises_flag_before_reading=False), "acknowledged and in no seal"),
        ("two batches", Orders(start_before_mark=False), "sealed and never started"),
        ("two batches", Orders(start_is_named=False), "two executions of one revision"),
        ("two batches", Orders(seal_writes_outbox=False), "sealed and never started"),
        ("two batches", Orders(seal_is_conditional=False), "sealed twice"),
        ("one frame twice and a takeover", Orders(holds_repeats=False), "acknowledged and not stored"),
    ],
    ids=[
        "check then put",
        "ack before read",
        "read the batches before the flag",
        "mark then start",
        "start without a name",
        "no outbox",
        "seal without a condition",
        "a repeat that is not held",
    ],
)
def test_a_wrong_order_is_found(start: str, orders: Orders, expected: str) -> None:
    explored = checked(STARTS[start], orders)

    assert explored.broken == expected
    assert explored.way
