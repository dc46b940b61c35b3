"""Faults 17–24 and 29: one seal, one execution a revision, every event to everybody."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.faults.network import Faults
from tests.faults.raw_client import RawClient
from tests.faults.world import CAPABILITY, MINUTE, World

from mina.domain.errors import StoreUnavailable
from mina.domain.insight import Step
from mina.domain.session import StepState

HOUR = 60 * MINUTE


def recorded(world: World, count: int = 10) -> None:
    recorder = world.recorder()
    world.talk(recorder, count, is_ended=False)
    assert world.run(MINUTE, lambda: len(recorder.log.acknowledged) == count)


@pytest.mark.parametrize("step", Step)
def test_fault_17_a_database_away_during_the_insights_delays_them(step: Step) -> None:
    world = World()
    recorder = world.recorder()
    world.talk(recorder, 10)

    def away(operation: str) -> Callable[[], None]:
        return lambda: world.store_away(0, 60_000)

    world.once("before", "insights.put", away(step), skip=list(Step).index(step))
    world.run_until_over(within_ms=HOUR)

    assert world.problems() == []
    session = world.session()
    assert session is not None
    assert {state for _, state in session.pipeline} == {StepState.READY}
    assert len(world.pipelines.executions) == 1


@pytest.mark.parametrize("seed", range(4))
def test_fault_18_an_index_that_is_behind_harms_nothing(seed: int) -> None:
    world = World(seed)
    due = world.plain.sessions.due
    seen: list[Any] = []

    def stale(before: Any) -> list[Any]:
        seen.extend(due(before))
        return list(seen)

    world.plain.sessions.due = stale  # type: ignore[method-assign]
    recorder = world.recorder()
    world.talk(recorder, 20, every_ms=12_000)

    record = world.run_until_over(within_ms=HOUR)

    assert world.problems() == []
    assert (record.revision, len(world.pipelines.executions)) == (1, 1)


@pytest.mark.parametrize("seed", range(8))
def test_fault_19_twenty_finalizers_through_every_door_seal_once_and_hear_the_same(seed: int) -> None:
    world = World(seed, Faults(delay_ms=5))
    recorded(world)
    sockets = [RawClient(world.network) for _ in range(8)]
    world.run(1_000)
    for client in sockets:
        client.join(instance_id="tab-1")
    world.run(1_000)
    answers: list[dict[str, Any]] = []
    for client in sockets:
        client.send({"action": "end_session", "last_seq": 10})
    for route in ("/api/sessions/s-1/complete", "/sessions/s-1/finalize"):
        for _ in range(5):
            world.http(CAPABILITY, route, answered=lambda answer: answers.append(json.loads(answer["body"])))
    world.network.call("finalize/sweeper", "handler", {})
    world.network.call("finalize/settle", "handler", {"session_id": "s-1", "seconds": 10}, answers.append)

    world.run_until_over()
    answers += [client.of_type("finalized")[0] for client in sockets]

    assert len(answers) == 19
    assert [json.dumps(a, sort_keys=True) for a in answers] == [json.dumps(answers[0], sort_keys=True)] * 19
    assert answers[0]["execution"] == "s-1-r1"
    assert list(world.pipelines.executions) == ["s-1-r1"]
    assert world.record().revision == 1
    assert world.problems() == []


@pytest.mark.parametrize("copies", [0, 1], ids=["the sweeper alone", "the stream"])
@pytest.mark.parametrize(
    "point",
    [
        ("after", "sessions.begin_finalizing"),
        ("after", "sessions.begin_sealing"),
        ("after", "segments.batches"),
        ("before", "sessions.seal"),
        ("after", "sessions.seal"),
        ("before", "pipeline.start"),
        ("after", "pipeline.start"),
        ("before", "runs.update"),
        ("after", "runs.update"),
    ],
    ids=" ".join,
)
def test_faults_20_and_21_a_finalizer_killed_anywhere_is_finished_by_others(
    point: tuple[str, str], copies: int
) -> None:
    world = World(stream_copies=copies)
    recorder = world.recorder()
    world.talk(recorder, 10)
    world.kill(*point)

    record = world.run_until_over(within_ms=HOUR)

    assert world.problems() == []
    assert record.revision == 1
    assert list(world.pipelines.executions) == ["s-1-r1"]
    assert [event_id for event_id, _ in recorder.log.events] == list(range(1, 12))


@pytest.mark.parametrize("copies", [2, 5])
def test_fault_23_an_outbox_record_that_is_delivered_again_starts_nothing_twice(copies: int) -> None:
    world = World(stream_copies=copies, stream_delay_ms=20)
    recorder = world.recorder()
    world.talk(recorder, 10)

    world.run_until_over()

    assert world.network.invocations["finalize/outbox.handler"] == copies
    assert list(world.pipelines.executions) == ["s-1-r1"]
    assert world.problems() == []


POISON = [
    {},
    {"eventName": "INSERT"},
    {"eventName": "INSERT", "dynamodb": None},
    {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "SESSION#s-1"}, "sk": {"S": "RUN#abc"}}}},
    {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "SESSION#s-1"}, "sk": {"S": "RUN#"}}}},
    {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "SESSION#gone"}, "sk": {"S": "RUN#000009"}}}},
    {"eventName": "REMOVE", "dynamodb": {"Keys": {"pk": {"S": "SESSION#s-1"}, "sk": {"S": "RUN#000001"}}}},
    {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "MEETING#s-1"}, "sk": {"S": "RUN#000001"}}}},
]


def a_record(number: int) -> dict[str, Any]:
    keys = {"pk": {"S": "SESSION#s-1"}, "sk": {"S": f"RUN#{number:06d}"}}
    return {"eventName": "INSERT", "dynamodb": {"Keys": keys, "SequenceNumber": f"place-{number}"}}


def test_fault_24_a_poisoned_stream_record_holds_up_nobody() -> None:
    world = World(stream_copies=0, has_sweeper=False)
    world.kill("after", "sessions.seal")
    recorder = world.recorder()
    world.talk(recorder, 10)
    world.run(MINUTE)
    answers: list[Any] = []
    world.network.call("finalize/outbox", "handler", {"Records": [*POISON, a_record(1)]}, answers.append)

    world.run_until_over()

    assert answers == [{"batchItemFailures": []}]
    assert list(world.pipelines.executions) == ["s-1-r1"]
    assert world.problems() == []


def test_fault_24_a_record_that_only_the_store_kept_from_its_run_is_asked_for_again() -> None:
    world = World(stream_copies=0, has_sweeper=False)
    recorded(world)
    answers: list[Any] = []
    world.fail("before", "runs.get")
    world.network.call("finalize/outbox", "handler", {"Records": [a_record(1), a_record(2)]}, answers.append)
    world.run(1_000)

    assert answers == [{"batchItemFailures": [{"itemIdentifier": "place-1"}]}]


def test_fault_24_a_record_that_nobody_can_handle_does_not_hold_up_those_behind_it() -> None:
    world = World(stream_copies=0, has_sweeper=False)
    world.kill("after", "sessions.seal")
    recorder = world.recorder()
    world.talk(recorder, 10)
    world.run(MINUTE)
    answers: list[Any] = []
    world.once("before", "runs.get", _break)
    world.network.call("finalize/outbox", "handler", {"Records": [a_record(7), a_record(1)]}, answers.append)

    world.run_until_over()

    assert answers == [{"batchItemFailures": []}]
    assert list(world.pipelines.executions) == ["s-1-r1"]


def _break() -> None:
    raise ValueError("an item that cannot be read")


def test_an_execution_that_breaks_as_a_whole_is_started_again() -> None:
    world = World()
    world.pipelines.broken = {"s-1-r1", "s-1-r1-x2"}
    recorder = world.recorder()
    world.talk(recorder, 10)

    world.run_until_over(within_ms=HOUR)

    assert list(world.pipelines.executions) == ["s-1-r1", "s-1-r1-x2", "s-1-r1-x3"]
    assert world.problems() == []


def test_a_state_machine_that_is_away_at_the_seal_is_asked_again() -> None:
    world = World()
    world.pipelines.is_away = True
    recorder = world.recorder()
    world.talk(recorder, 10)
    world.scheduler.at(4 * MINUTE, lambda: setattr(world.pipelines, "is_away", False))

    world.run_until_over(within_ms=HOUR)

    assert recorder.is_finalized
    assert list(world.pipelines.executions) == ["s-1-r1"]
    assert world.problems() == []


@pytest.mark.parametrize("after_ms", [5_600, 5_800, 6_000, 9_000])
def test_fault_29_who_closed_the_page_before_the_insights_finds_them_on_coming_back(after_ms: int) -> None:
    world = World()
    recorder = world.recorder()
    world.talk(recorder, 10)
    world.scheduler.at(after_ms, recorder.crash)
    world.run_until_over()
    told = len(recorder.log.events)

    recorder.start()
    world.run(MINUTE)

    assert told < 11 or after_ms == 9_000
    assert [event_id for event_id, _ in recorder.log.events] == list(range(1, 12))
    assert world.problems() == []


def test_a_model_of_events_that_fails_to_be_stored_is_told_again_and_once() -> None:
    world = World()
    recorder = world.recorder()
    for skip in range(4):
        world.once("after", "events.put", _lose, skip=skip)
    world.talk(recorder, 10)

    world.run_until_over(within_ms=HOUR)

    assert [event_id for event_id, _ in recorder.log.events] == list(range(1, 12))
    assert world.problems() == []


def _lose() -> None:
    raise StoreUnavailable("The store did not answer.")
