"""A connection that sends too fast is told when to come back, and nothing that it sent is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_user

from mina.domain.errors import RateLimited
from mina.domain.principal import Anonymous
from mina.edge.errors import error_frame
from mina.services.limits import ANONYMOUS, MOST_REMEMBERED, SIGNED_IN, Gate, Rate, take

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def admitted(gate: Gate, frames: int, now: datetime = NOON, connection: str = "c-1") -> int:
    passed = 0
    for _ in range(frames):
        try:
            gate.admit(connection, Anonymous(), now)
        except RateLimited:
            return passed
        passed += 1
    return passed


def test_an_hour_s_outbox_passes_at_once() -> None:
    assert admitted(Gate(), 360) == 360


def test_a_flood_is_stopped_and_passes_again_after_the_time_that_was_named() -> None:
    gate = Gate()
    admitted(gate, int(ANONYMOUS.burst))

    with pytest.raises(RateLimited) as refused:
        gate.admit("c-1", Anonymous(), NOON)

    assert admitted(gate, 1, NOON + timedelta(milliseconds=refused.value.retry_after_ms)) == 1


def test_one_connection_s_flood_stops_no_other() -> None:
    gate = Gate()
    admitted(gate, 10_000)

    assert admitted(gate, 1, connection="c-2") == 1


def test_anonymous_callers_are_held_tighter() -> None:
    assert ANONYMOUS.per_second < SIGNED_IN.per_second
    assert ANONYMOUS.burst < SIGNED_IN.burst

    gate, user = Gate(), a_user()
    for _ in range(int(ANONYMOUS.burst) + 1):
        gate.admit("c-1", user, NOON)


def test_a_refused_frame_is_to_be_sent_again() -> None:
    frame = error_frame(RateLimited("Too fast.", 40), "ref-1")

    assert (frame["code"], frame["retryable"], frame["retry_after_ms"]) == ("RATE_LIMITED", True, 40)


def test_the_memory_of_connections_is_bounded() -> None:
    gate = Gate()
    for number in range(MOST_REMEMBERED * 2 + 1):
        gate.admit(f"c-{number}", Anonymous(), NOON)

    assert len(gate._buckets) <= MOST_REMEMBERED


@given(pauses=st.lists(st.integers(-1000, 5000), min_size=1, max_size=200))
def test_no_more_than_the_burst_and_the_rate_ever_pass(pauses: list[int]) -> None:
    rate, now, bucket, passed = Rate(10, 5), NOON, None, 0
    for pause in pauses:
        now += timedelta(milliseconds=max(0, pause))
        bucket, wait_ms = take(bucket, rate, now)
        passed += wait_ms == 0

    assert passed <= rate.burst + (now - NOON).total_seconds() * rate.per_second + 1
