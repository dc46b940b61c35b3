"""The machine against a server that keeps its promises and a network that does not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.client.fake_mina import FakeMina
from tests.unit.client.simulation import PROFILE, Faults, Simulation

from mina_client.effects import Acked, Joined, Refused, Stopped
from mina_client.frames import Finalized, PipelineEvent
from mina_client.speech import Guess, Utterance

TWO_HOURS_MS = 7_200_000


def utterances(count: int, first: int = 1) -> list[Utterance]:
    return [Utterance(f"u{n}", f"word {n}", n * 100, n * 100 + 90) for n in range(first, first + count)]


def spoken_texts(server: FakeMina) -> list[str]:
    return [server.stored[seq]["text"] for seq in sorted(server.stored)]


def finish(simulation: Simulation) -> None:
    simulation.end()
    finalized = simulation.run(TWO_HOURS_MS, lambda: simulation.session.finalized is not None)
    assert finalized, "the session never ended"


@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 120),
    drop=st.floats(0, 0.3),
    duplicate=st.floats(0, 0.3),
    cut=st.floats(0, 0.1),
    delay_ms=st.integers(1, 3_000),
    refuse_open=st.floats(0, 0.5),
)
@settings(max_examples=60, deadline=None)
def test_what_is_said_is_stored_once_and_in_order_whatever_the_network_does(
    seed: int, count: int, drop: float, duplicate: float, cut: float, delay_ms: int, refuse_open: float
) -> None:
    simulation = Simulation(seed, Faults(drop, duplicate, cut, delay_ms, refuse_open))

    for utterance in utterances(count):
        simulation.say(utterance)
        simulation.run(500)
    finish(simulation)

    assert spoken_texts(simulation.server) == [f"word {n}" for n in range(1, count + 1)]
    assert sorted(simulation.server.stored) == list(range(1, count + 1))
    assert simulation.session.delivery.unacknowledged == 0
    assert simulation.outbox.load().unsent == 0


@given(seed=st.integers(0, 2**32), crashes=st.sets(st.integers(1, 40), max_size=5))
@settings(max_examples=40, deadline=None)
def test_a_client_that_dies_and_comes_back_says_nothing_twice(seed: int, crashes: set[int]) -> None:
    simulation = Simulation(seed, Faults(drop=0.2, duplicate=0.1, delay_ms=500))

    for number, utterance in enumerate(utterances(40), 1):
        simulation.say(utterance)
        simulation.run(300)
        if number in crashes:
            simulation.crash()
    finish(simulation)

    assert spoken_texts(simulation.server) == [f"word {n}" for n in range(1, 41)]


@given(seed=st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_every_event_is_told_once_and_in_order(seed: int) -> None:
    simulation = Simulation(seed, Faults(drop=0.3, duplicate=0.3, cut=0.05, delay_ms=400))
    simulation.say(*utterances(7))

    finish(simulation)
    told = [notice for notice in simulation.notices if isinstance(notice, PipelineEvent)]
    done = simulation.run(TWO_HOURS_MS, lambda: _last_event(simulation) == 3)

    assert done
    told = [notice for notice in simulation.notices if isinstance(notice, PipelineEvent)]
    assert [event.kind for event in told] == ["session_finalized", "post_transcription_reveal", "dashboard_refresh"]


def _last_event(simulation: Simulation) -> int:
    return simulation.session.standing.last_event


def test_without_faults_every_frame_is_sent_once() -> None:
    simulation = Simulation()
    for utterance in utterances(100):
        simulation.say(utterance)
        simulation.run(500)

    finish(simulation)

    actions = [frame["action"] for _, frame in simulation.sent]
    assert actions.count("segments") == 20
    assert actions.count("join_session") == 1
    assert actions.count("end_session") == 1
    assert actions.count("ping") == 1


def test_a_lossy_network_costs_few_repeats() -> None:
    calm, rough = Simulation(1), Simulation(1, Faults(drop=0.1, duplicate=0.0, delay_ms=50))

    for simulation in (calm, rough):
        for utterance in utterances(500):
            simulation.say(utterance)
            simulation.run(500)
        finish(simulation)

    assert rough.server.invocations <= 1.2 * calm.server.invocations


def test_never_more_than_the_window_is_on_its_way() -> None:
    simulation = Simulation(faults=Faults(drop=1.0))
    simulation.faults = Faults()
    simulation.run(100)
    simulation.faults = Faults(drop=1.0)

    simulation.say(*utterances(200))

    segments = sum(len(frame["segments"]) for _, frame in simulation.sent if frame["action"] == "segments")
    assert segments == 60


def test_another_recorder_stops_this_one_and_its_words_are_kept() -> None:
    simulation = Simulation()
    simulation.run(100)
    simulation.server.take_over("recorder-2")

    simulation.say(*utterances(5))
    simulation.run(10_000)

    assert simulation.session.stopped == Stopped("FENCED", "another recorder took over")
    assert simulation.outbox.load().unsent == 5


def test_words_whose_seqs_another_recorder_used_are_stored_behind_them() -> None:
    simulation = Simulation()
    simulation.run(100)
    simulation.server.take_over("recorder-2")
    theirs = [utterance.wire() for utterance in utterances(5, first=901)]
    simulation.server.handle({"action": "segments", "first_seq": 1, "segments": theirs}, "recorder-2")
    simulation.say(*utterances(5))
    simulation.run(10_000)

    simulation.crash()
    simulation.session.standing = simulation.outbox.load().standing
    finish(simulation)

    assert spoken_texts(simulation.server) == [f"word {n}" for n in [*range(901, 906), *range(1, 6)]]
    assert simulation.session.delivery.unacknowledged == 0


def test_a_batch_that_the_server_will_never_take_does_not_hold_up_the_rest() -> None:
    simulation = Simulation()
    simulation.run(100)
    simulation.faults = Faults(drop=1.0)
    simulation.say(*utterances(5))
    simulation.faults = Faults()

    simulation.push({"type": "error", "code": "BAD_FRAME", "message": "no", "retryable": False, "reference": "x"})
    simulation.say(*utterances(5, first=6))
    done = simulation.run(20_000, lambda: simulation.session.delivery.is_empty)

    assert done
    refused = [notice for notice in simulation.notices if isinstance(notice, Refused)]
    assert [notice.batch.first_seq for notice in refused] == [1]
    assert simulation.session.delivery.unacknowledged == 5
    assert len(simulation.outbox.load().refused) == 1


def test_late_words_are_told_as_late() -> None:
    simulation = Simulation()
    simulation.say(*utterances(5))
    finish(simulation)

    simulation.say(*utterances(5, first=6))
    simulation.run(20_000)

    acked = [notice for notice in simulation.notices if isinstance(notice, Acked)]
    assert acked == [Acked((1, 5), late=False), Acked((6, 10), late=True)]


def test_a_planned_rollover_loses_nothing_and_never_waits() -> None:
    simulation = Simulation()
    simulation.run(100)

    simulation.push({"type": "going_away", "reconnect_within_ms": 60_000})
    simulation.say(*utterances(5))
    simulation.run(1_000)
    simulation.say(*utterances(5, first=6))
    finish(simulation)

    assert len([notice for notice in simulation.notices if isinstance(notice, Joined)]) == 2
    assert len(simulation.server.stored) == 10


def test_a_session_without_a_word_ends_too() -> None:
    simulation = Simulation()

    finish(simulation)

    assert simulation.sent[-1][1] == {"action": "end_session", "last_seq": 0}


def test_a_join_that_nobody_answers_is_asked_again_and_then_the_socket_is_given_up() -> None:
    simulation = Simulation(faults=Faults(drop=1.0))

    simulation.run(30_000)

    joins = [at for at, frame in simulation.sent if frame["action"] == "join_session"]
    assert len(joins) >= 4
    assert simulation.session.is_joined is False


def test_interims_make_way_for_words() -> None:
    simulation = Simulation()
    simulation.run(100)
    simulation.faults = Faults(drop=1.0)
    simulation.say(*[Utterance(f"long{n}", "x" * 8_000, 0, 1) for n in range(150)])
    sent_before = len([frame for _, frame in simulation.sent if frame["action"] == "interim"])

    effects = simulation.session.guess(Guess("g", "not now", 0, 1), simulation.now_ms)

    assert sent_before == 0
    assert not [effect for effect in effects if getattr(effect, "frame", {}).get("action") == "interim"]


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", "null", '{"type": "ack"}', '{"type": "x"}', '{"type": "event", "event_id": "x"}']
)
def test_a_frame_that_makes_no_sense_is_passed_over(text: str) -> None:
    simulation = Simulation()
    simulation.run(100)

    effects = simulation.session.received(1, text, simulation.now_ms)

    assert effects == []
    assert simulation.session.stopped is None


def test_the_profile_is_what_the_join_says() -> None:
    simulation = Simulation()

    simulation.run(100)

    assert simulation.server.joins[0]["instance_id"] == PROFILE.instance_id
    assert json.dumps(simulation.server.joins[0])


def test_the_answer_to_the_end_names_the_gaps() -> None:
    simulation = Simulation()
    finish(simulation)

    finalized = simulation.session.finalized

    assert isinstance(finalized, Finalized)
    assert finalized.gaps == ()


def test_a_server_in_trouble_is_asked_for_the_end_less_and_less_often() -> None:
    simulation = Simulation()
    simulation.run(100)
    simulation.faults = Faults(drop=1.0)
    simulation.end()
    trouble = {"type": "error", "code": "INTERNAL", "message": "ours", "retryable": True, "reference": "x"}

    for _ in range(120):
        asked = len(simulation.sent)
        simulation.run(1_000)
        if len(simulation.sent) > asked:
            simulation.push(trouble)

    asks = [at for at, frame in simulation.sent if frame["action"] == "end_session"]
    assert 5 <= len(asks) <= 10
