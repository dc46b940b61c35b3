"""The sweeper: nothing stays open, unstarted or unreconciled because somebody died."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import NOON, a_batch, a_user, an_interim
from tests.fakes.house import House

from mina.domain.errors import StoreUnavailable
from mina.domain.insight import Step
from mina.domain.outbox import FIRST_CHECK, MAX_ATTEMPTS, NEXT_CHECK, RunState
from mina.domain.session import IDLE_LIMIT, LIFE_LIMIT, Role, SessionStatus, StepState
from mina.ports.language_model import Prospect
from mina.ports.pipeline import ExecutionStatus
from mina.ports.stored import DueKind
from mina.services.join import Joined
from mina.services.runs import drain, finish, run_again
from mina.services.sweep import UPGRADE_RETRY, Sweeper

ADA = a_user()


@pytest.fixture
def joined(house: House) -> Joined:
    return house.join(principal=ADA)


def test_a_silent_session_is_finalized_after_fifteen_minutes_and_not_before(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))

    house.clock.time = NOON + IDLE_LIMIT - timedelta(milliseconds=1)
    assert house.sweep() == {}
    house.clock.forward(milliseconds=1)
    assert house.sweep() == {"abandoned": 1}
    assert house.session().status is SessionStatus.COMPLETED


@pytest.mark.parametrize("sign", ["a batch", "a guess", "the recorder's socket"])
def test_any_sign_of_life_keeps_a_session_open(house: House, joined: Joined, sign: str) -> None:
    house.clock.forward(minutes=10)
    if sign == "a batch":
        house.append(joined, a_batch(1))
    elif sign == "a guess":
        house.guess(joined, an_interim())
    else:
        house.sockets.heard[joined.connection.id] = house.clock.now()

    house.clock.time = NOON + IDLE_LIMIT
    assert house.sweep() == {"alive": 1}
    house.clock.time = NOON + timedelta(minutes=10) + IDLE_LIMIT
    assert house.sweep() == {"abandoned": 1}


def test_a_half_open_socket_and_a_viewer_are_no_sign_of_life(house: House, joined: Joined) -> None:
    eye = house.join(principal=ADA, role=Role.VIEWER, instance_id="eye").connection
    house.sockets.heard = {joined.connection.id: NOON, eye.id: NOON + IDLE_LIMIT}
    house.clock.time = NOON + IDLE_LIMIT

    assert house.sweep() == {"abandoned": 1}


def test_a_session_that_never_falls_silent_ends_after_twelve_hours(house: House, joined: Joined) -> None:
    house.clock.time = NOON + LIFE_LIMIT - timedelta(minutes=1)
    house.sockets.heard[joined.connection.id] = house.clock.now()
    assert house.sweep() == {"alive": 1}

    house.clock.forward(minutes=1)
    house.sockets.heard[joined.connection.id] = house.clock.now()
    assert house.sweep() == {"abandoned": 1}


def test_a_seal_during_the_sweep_keeps_its_own_time(house: House, joined: Joined) -> None:
    house.clock.time = NOON + IDLE_LIMIT
    house.sockets.heard[joined.connection.id] = house.clock.now()
    house.during("sessions.postpone", "before", house.finalize)

    house.sweep()

    assert house.memory.due[DueKind.SESSION, "s-1", 0] == house.clock.now() + timedelta(minutes=1)


def test_a_finalize_that_waits_for_words_ends_when_its_time_has_come(house: House, joined: Joined) -> None:
    house.finalize(last_seq=5)
    assert house.sweep() == {}

    house.clock.forward(seconds=10)
    assert house.sweep() == {"finalized": 1}
    assert house.session().gaps == ((1, 5),)


def test_what_was_stored_and_never_sealed_is_found(house: House, joined: Joined) -> None:
    house.append(joined, a_batch(1))
    house.finalize()
    finish("s-1", 1, house.stores)
    house.plain.segments.put("s-1", a_batch(6), 1, house.clock.now())

    house.clock.forward(minutes=1)
    assert house.sweep() == {"resealed": 1}
    assert house.session().statistics.total_segments == 10


def test_a_sealed_session_is_looked_at_when_late_words_are_over_and_never_again(house: House, joined: Joined) -> None:
    house.finalize()
    finish("s-1", 1, house.stores)
    house.clock.forward(minutes=1)
    assert house.sweep() == {"reconciled": 1}
    house.clock.forward(hours=23, minutes=59)
    assert house.sweep() == {}

    house.clock.forward(minutes=1)
    assert house.sweep() == {"reconciled": 1}
    assert house.memory.due == {}


def test_a_run_is_watched_until_it_has_ended(house: House, joined: Joined) -> None:
    house.finalize()
    house.clock.time = NOON + FIRST_CHECK
    assert house.sweep()["run_started"] == 1

    house.pipelines.statuses["s-1-r1"] = ExecutionStatus.SUCCEEDED
    house.clock.time += NEXT_CHECK
    assert house.sweep()["run_done"] == 1
    assert (DueKind.RUN, "s-1", 1) not in house.memory.due


def test_a_run_that_breaks_is_started_again_under_a_new_name_and_given_up_in_the_end(
    house: House, joined: Joined
) -> None:
    house.finalize()
    house.plain.sessions.set_step("s-1", 1, Step.REFINEMENT, StepState.READY)
    house.plain.sessions.set_step("s-1", 1, Step.TASKS, StepState.RUNNING)

    for _ in range(MAX_ATTEMPTS):
        house.pipelines.statuses = dict.fromkeys(house.pipelines.executions, ExecutionStatus.FAILED)
        house.clock.time += NEXT_CHECK
        done = house.sweep()

    assert done["run_given_up"] == 1
    assert list(house.pipelines.executions) == ["s-1-r1", "s-1-r1-x2", "s-1-r1-x3", "s-1-r1-x4"]
    states = {step: house.session().step_state(step) for step in Step}
    assert states.pop(Step.REFINEMENT) is StepState.READY
    assert set(states.values()) == {StepState.FAILED}
    assert (DueKind.RUN, "s-1", 1) not in house.memory.due


def test_a_delivered_outbox_record_starts_nothing_twice(house: House, joined: Joined) -> None:
    house.finalize()

    states = [drain("s-1", 1, house.stores, house.pipelines, house.clock) for _ in range(3)]

    assert states == [RunState.STARTED] * 3
    assert list(house.pipelines.executions) == ["s-1-r1"]
    assert drain("s-1", 9, house.stores, house.pipelines, house.clock) is None


def test_a_run_that_ended_while_it_was_being_noted_as_started_stays_ended(house: House, joined: Joined) -> None:
    house.during("runs.update", "before", lambda: finish("s-1", 1, house.plain))
    house.finalize()

    run = house.plain.runs.get("s-1", 1)
    assert run is not None
    assert run.state is RunState.DONE


def degraded(house: House) -> None:
    house.finalize()
    house.plain.sessions.set_step("s-1", 1, Step.SUMMARY, StepState.DEGRADED)
    finish("s-1", 1, house.stores)
    house.plain.insights.want_upgrade("s-1", 1, house.clock.now())


@pytest.mark.parametrize(
    ("prospect", "expected"),
    [(Prospect.OPEN, "upgrade_started"), (Prospect.PROBE, "upgrade_started"), (Prospect.SHUT, "upgrade_waits")],
)
def test_degraded_insights_are_made_anew_when_the_model_is_back(
    house: House, joined: Joined, prospect: Prospect, expected: str
) -> None:
    degraded(house)
    house.breaker.answer = prospect

    assert house.sweep()[expected] == 1

    names = list(house.pipelines.executions)
    if prospect is Prospect.SHUT:
        assert names == ["s-1-r1"]
        assert house.memory.due[DueKind.UPGRADE, "s-1", 1] == house.clock.now() + UPGRADE_RETRY
    else:
        assert names == ["s-1-r1", "s-1-r1-n2"]
        assert house.pipelines.executions["s-1-r1-n2"].steps == (Step.SUMMARY,)


def test_one_meeting_tries_a_doubtful_model_and_the_others_wait(house: House) -> None:
    for name in ("s-1", "s-2"):
        house.join(principal=ADA, session_id=name)
        house.finalizer.finalize(name)
        house.plain.sessions.set_step(name, 1, Step.SUMMARY, StepState.DEGRADED)
        house.plain.insights.want_upgrade(name, 1, house.clock.now())
    house.breaker.answer = Prospect.PROBE

    done = house.sweep()

    assert (done["upgrade_started"], done["upgrade_waits"]) == (1, 1)


def test_an_upgrade_of_an_older_revision_is_dropped(house: House, joined: Joined) -> None:
    degraded(house)
    house.append(joined, a_batch(1))
    house.finalizer.reconcile("s-1")

    assert house.sweep()["upgrade_dropped"] == 1
    assert (DueKind.UPGRADE, "s-1", 1) not in house.memory.due


def test_the_same_steps_are_run_again_once(house: House, joined: Joined) -> None:
    house.finalize()
    session = house.session()

    first = run_again(session, (Step.TASKS,), house.stores, house.pipelines, house.clock)
    second = run_again(session, (Step.TASKS,), house.stores, house.pipelines, house.clock)

    assert first is not None
    assert first.name == "s-1-r1-n2"
    assert second is None


@pytest.mark.parametrize("failure", [StoreUnavailable("away"), ValueError("a poisoned item")], ids=["away", "poison"])
def test_one_that_fails_stays_due_and_does_not_keep_the_others_waiting(house: House, failure: Exception) -> None:
    for name in ("s-1", "s-2", "s-3"):
        house.join(principal=ADA, session_id=name)
    house.clock.time = NOON + IDLE_LIMIT

    def fail() -> None:
        raise failure

    house.during("sessions.get", "before", fail)
    assert house.sweep() == {f"failed_{type(failure).__name__}": 1, "abandoned": 2}

    finished = sum(session.revision for session in house.memory.sessions.values())
    assert finished == 2
    assert house.sweep()["abandoned"] == 1


def test_what_is_erased_is_left_alone(house: House, joined: Joined) -> None:
    house.memory.sessions["s-1"] = replace(house.session(), status=SessionStatus.ERASED)
    house.clock.time = NOON + IDLE_LIMIT

    assert house.sweep() == {"erased": 1}


def test_a_sweep_stops_in_time_and_says_what_is_left(house: House) -> None:
    for name in ("s-1", "s-2"):
        house.join(principal=ADA, session_id=name)
    house.clock.time = NOON + IDLE_LIMIT

    done = Sweeper(house.finalizer, None).sweep(stop_at=house.clock.now())

    assert dict(done) == {"left": 2}
