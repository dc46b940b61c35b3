"""Faults 10–16 and 25–28: handlers that die, stores that fail, words that come at the wrong time."""

from __future__ import annotations

from functools import partial

import pytest
from tests.faults.network import Faults
from tests.faults.raw_client import RawClient
from tests.faults.recorder import an_utterance
from tests.faults.world import CAPABILITY, MINUTE, World

from mina.domain.session import SessionStatus

HOUR = 60 * MINUTE


@pytest.mark.parametrize("skip", range(4))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_faults_10_and_11_a_handler_killed_around_the_put_loses_nothing(moment: str, skip: int) -> None:
    world = World()
    recorder = world.recorder()
    world.kill(moment, "segments.put", skip)
    world.talk(recorder, 20)

    record = world.run_until_over()

    assert world.problems() == []
    assert len(recorder.log.acknowledged) == len(record.segments) == 20


def test_fault_12_what_was_stored_and_never_acknowledged_is_sealed_when_its_client_never_returns() -> None:
    world = World()
    recorder = world.recorder()
    world.talk(recorder, 5, is_ended=False)
    world.kill("after", "segments.put")
    world.once("after", "segments.put", lambda: None)
    world.run(2_700)
    recorder.crash()

    record = world.run_until_over()

    assert (len(recorder.log.acknowledged), len(record.segments), record.statistics[0]) == (0, 5, 5)
    assert world.problems() == []


@pytest.mark.parametrize(
    "operation", ["segments.put", "sessions.get", "sessions.write_state", "connections.get", "connections.join"]
)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_faults_13_and_14_lost_answers_and_bursts_of_throttling_lose_nothing(moment: str, operation: str) -> None:
    world = World()
    world.fail(moment, operation, times=6)
    recorder = world.recorder()
    world.talk(recorder, 20)

    record = world.run_until_over(within_ms=HOUR)

    assert world.problems() == []
    assert len(recorder.log.acknowledged) == len(record.segments) == 20


@pytest.mark.parametrize("from_ms", [0, 2_000, 9_000, 10_600])
def test_fault_16_a_database_that_is_away_for_a_minute_costs_a_minute(from_ms: int) -> None:
    world = World()
    world.store_away(from_ms, for_ms=60_000)
    recorder = world.recorder()
    world.talk(recorder, 20)

    record = world.run_until_over(within_ms=HOUR)

    assert world.problems() == []
    assert len(recorder.log.acknowledged) == len(record.segments) == 20
    assert recorder.frames < 60, "nobody hammers a store that is away"


@pytest.mark.parametrize("seed", range(10))
def test_fault_25_words_that_meet_the_seal_are_in_it_or_in_the_next_revision(seed: int) -> None:
    world = World(seed, Faults(delay_ms=60))
    recorder = world.recorder()
    world.talk(recorder, 5, is_ended=False)
    world.run(4_000)
    for number in range(6, 26):
        world.scheduler.at(number * 15, partial(recorder.say, an_utterance(number)))
    seals_at = world.scheduler.random.randint(50, 350)
    world.scheduler.at(seals_at, lambda: world.http(CAPABILITY, "/api/sessions/s-1/complete"))

    world.run_until_over(within_ms=HOUR)
    world.run(5 * MINUTE)

    assert world.problems() == []
    assert len(recorder.log.acknowledged) == 25
    assert world.record().revision in (1, 2)


def test_fault_26_words_that_are_five_minutes_late_make_a_new_revision() -> None:
    world = World()
    recorder = world.recorder()
    world.talk(recorder, 10)
    world.run_until_over()
    world.run(5 * MINUTE)

    recorder.say(an_utterance(11), an_utterance(12))
    world.run(3 * MINUTE)

    record = world.record()
    assert (record.revision, record.statistics[0]) == (2, 12)
    assert world.problems() == []
    assert sorted(world.pipelines.executions) == ["s-1-r1", "s-1-r2"]
    assert [event_id for event_id, _ in recorder.log.events] == list(range(1, 23))
    late = [frame for frame in recorder.seen if frame["type"] == "ack" and frame.get("late")]
    assert late


def test_fault_26_words_that_are_a_day_late_are_refused_and_kept_by_their_client() -> None:
    world = World(has_sweeper=False)
    recorder = world.recorder()
    world.talk(recorder, 10)
    world.run_until_over()
    world.run(25 * HOUR)

    recorder.say(an_utterance(11))
    world.run(5 * MINUTE)

    assert recorder.session.stopped is not None
    assert recorder.session.stopped.code == "SEALED"
    assert recorder.outbox.load().unsent == 1
    assert len(world.record().segments) == 10
    assert world.problems() == []


def test_fault_27_a_session_in_which_nothing_was_said_ends_like_any_other() -> None:
    world = World()
    recorder = world.recorder()
    world.scheduler.at(1_000, recorder.end)

    record = world.run_until_over()

    assert world.problems() == []
    assert (record.status, record.statistics) == ("completed", (0, None, 0.0))
    assert [event_id for event_id, _ in recorder.log.events] == list(range(1, 12))


@pytest.mark.parametrize("is_filled", [True, False])
def test_fault_28_a_finalize_with_gaps_waits_ten_seconds_and_records_what_never_came(is_filled: bool) -> None:
    world = World()
    client = RawClient(world.network)
    world.run(1_000)
    client.join()
    client.say(1, "one", "two")
    client.say(6, "six")
    world.run(1_000)
    client.send({"action": "end_session", "last_seq": 8})
    world.run(1_000)
    assert client.of_type("finalize_pending")[0]["missing"] == [[3, 5], [7, 8]]

    if is_filled:
        client.say(3, "three", "four", "five")
        client.say(7, "seven", "eight")
        world.run(1_000)
        client.send({"action": "end_session", "last_seq": 8})
        world.run(1_000)
        assert client.of_type("finalized")[0]["gaps"] == []
    world.run(11_000)
    client.send({"action": "end_session", "last_seq": 8})
    world.run(1_000)

    answer = client.of_type("finalized")[-1]
    assert answer["gaps"] == ([] if is_filled else [[3, 5], [7, 8]])
    assert answer["statistics"]["total_segments"] == (8 if is_filled else 3)
    assert list(world.pipelines.executions) == ["s-1-r1"]
    session = world.session()
    assert session is not None
    assert session.status is SessionStatus.COMPLETED
