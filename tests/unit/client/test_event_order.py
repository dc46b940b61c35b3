"""Events are told once and in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mina_client.event_order import EventOrder
from mina_client.frames import PipelineEvent


def an_event(event_id: int) -> PipelineEvent:
    return PipelineEvent(event_id, "kind", "s")


def ids(events: list[PipelineEvent]) -> list[int]:
    return [event.event_id for event in events]


def test_an_event_waits_for_the_one_before_it() -> None:
    order = EventOrder()

    assert ids(order.arrived(an_event(2))) == []
    assert order.has_gap
    assert ids(order.arrived(an_event(1))) == [1, 2]


def test_a_fetch_that_is_older_than_a_push_does_not_let_the_push_overtake() -> None:
    order = EventOrder()
    order.arrived(an_event(4))

    assert ids(order.fetched([an_event(1)], 0)) == [1]
    assert order.has_gap
    assert ids(order.fetched([an_event(2), an_event(3), an_event(4)], 0)) == [2, 3, 4]


def test_an_id_that_was_never_given_is_no_gap() -> None:
    order = EventOrder(last_event=11)
    order.arrived(an_event(20))

    assert ids(order.fetched([an_event(12), an_event(19), an_event(20)], 0)) == [12, 19, 20]
    assert not order.has_gap


@given(st.lists(st.integers(1, 9), max_size=40))
def test_whatever_arrives_is_told_once_and_in_order(arrivals: list[int]) -> None:
    order = EventOrder()

    told = [event_id for arrival in arrivals for event_id in ids(order.arrived(an_event(arrival)))]

    assert told == list(range(1, len(told) + 1))
