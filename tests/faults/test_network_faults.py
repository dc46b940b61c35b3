"""Faults 1–9 and 30 of the trust document: the network."""

from __future__ import annotations

import json

import pytest
from tests.faults.network import Faults
from tests.faults.raw_client import RawClient
from tests.faults.recorder import an_utterance
from tests.faults.world import MINUTE, World

from mina.domain.session import SessionStatus
from mina_client.effects import Send
from mina_client.frames import Profile
from mina_client.live_session import LiveSession
from mina_client.speech import Guess

SEEDS = range(6)
NETWORKS = {
    "1 dropped": Faults(drop=0.1),
    "2 duplicated": Faults(duplicate=0.1),
    "3 reordered": Faults(delay_ms=4_000),
    "4 acks lost": Faults(drop_answers=0.1),
    "5 cut": Faults(cut=0.05),
    "1–5 all at once": Faults(0.1, 0.1, 0.1, 0.05, 0.5, 3_000),
    "worse than any": Faults(0.35, 0.35, 0.3, 0.1, 0.5, 8_000),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("network", NETWORKS)
def test_faults_1_to_5_nothing_that_was_said_is_lost_doubled_or_out_of_order(network: str, seed: int) -> None:
    world = World(seed, NETWORKS[network])
    recorder = world.recorder()
    world.talk(recorder, 40)
    recorder.guess(Guess("unfinished", "and then", 90_000, 90_500))

    record = world.run_until_over(within_ms=60 * MINUTE)

    assert world.problems() == []
    assert recorder.is_finalized
    assert len(recorder.log.acknowledged) == len(record.segments) == 40
    recorder.cut()
    world.run(5 * MINUTE)
    assert [event_id for event_id, _ in recorder.log.events] == list(range(1, 12)), "who comes back misses nothing"


@pytest.mark.parametrize("seed", SEEDS)
def test_faults_1_to_5_a_client_that_crashes_again_and_again_loses_nothing(seed: int) -> None:
    world = World(seed, NETWORKS["1–5 all at once"])
    recorder = world.recorder()
    world.talk(recorder, 40, is_ended=False)
    for crash in range(1, 5):
        world.scheduler.at(crash * 5_003, recorder.crash)
        world.scheduler.at(crash * 5_003 + 400, recorder.start)
    world.scheduler.at(45_000, recorder.end)

    record = world.run_until_over(within_ms=60 * MINUTE)

    assert world.problems() == []
    assert {row["utterance_id"] for row in record.segments.values()} == {
        row["utterance_id"] for row in recorder.log.said
    }


@pytest.mark.parametrize("is_told", [True, False], ids=["closed", "half open"])
def test_fault_6_a_session_whose_recorder_vanished_is_finalized_in_time(is_told: bool) -> None:
    world = World()
    recorder = world.recorder()
    world.talk(recorder, 10, is_ended=False)
    world.run(30_000)
    recorder.is_running = False
    for socket in list(world.network.sockets):
        world.network.close(socket, is_told=is_told)

    world.run(17 * MINUTE)

    session = world.session()
    assert session is not None
    assert session.status is SessionStatus.COMPLETED
    assert world.problems() == []
    assert world.record().statistics[0] == 10
    assert world.network.invocations.get("$disconnect", 0) == is_told


def test_fault_7_a_meeting_outlives_the_two_hours_of_a_socket() -> None:
    world = World()
    recorder = world.recorder()
    world.talk(recorder, 145, every_ms=MINUTE)

    record = world.run_until_over(within_ms=180 * MINUTE)

    assert world.problems() == []
    assert len(record.segments) == 145
    assert [frame for frame in recorder.seen if frame["type"] == "going_away"]
    assert world.network.invocations["$connect"] == 2
    assert world.network.invocations["segments"] == 145, "nothing had to be sent twice"


def test_fault_7_a_socket_that_is_silent_for_ten_minutes_is_closed_and_the_session_goes_on() -> None:
    world = World()
    client = RawClient(world.network)
    world.run(1_000)
    client.join()
    client.say(1, "one")
    world.run(11 * MINUTE)
    assert not client.is_open

    again = RawClient(world.network)
    world.run(1_000)
    again.join()
    world.run(1_000)

    assert again.of_type("session_joined")[0]["stored"] == [[1, 1]]


@pytest.mark.parametrize("seed", range(12))
def test_fault_9_of_two_tabs_the_second_records_and_the_first_stops(seed: int) -> None:
    faults = Faults(drop=0.05, drop_answers=0.05, duplicate=0.3, delay_ms=1_500)
    world = World(seed, faults)
    first = world.recorder(instance_id="tab-1")
    world.talk(first, 30, who="first", is_ended=False)
    world.run(7_000)
    second = world.recorder(instance_id="tab-2")
    world.talk(second, 30, who="second")

    record = world.run_until_over(within_ms=60 * MINUTE)

    assert world.problems() == []
    assert first.session.stopped is not None
    assert first.session.stopped.code == "FENCED"
    assert len(second.log.acknowledged) == 30
    stored = {row["utterance_id"] for row in record.segments.values()}
    kept = {u.utterance_id for batch in first.outbox.load().batches for u in batch.utterances}
    kept |= {u.utterance_id for u in first.outbox.load().utterances}
    assert {row["utterance_id"] for row in first.log.said} <= stored | kept, "what is not stored is still in its outbox"


def test_an_ack_that_overtakes_the_answer_to_the_join_keeps_its_seqs() -> None:
    joined = {"type": "session_joined", "session_id": "s-1", "status": "active", "stored": [], "server_time": ""}
    session = LiveSession(Profile("s-1", "tab-1"), lambda: 0.0)
    session.start(0)
    session.link_opened(1, 0)
    session.received(1, json.dumps({**joined, "epoch": 1}), 10)
    session.say([an_utterance(n) for n in range(1, 6)], 20)
    session.received(1, json.dumps({"type": "ack", "seqs": [[1, 5]]}), 30)

    session.received(1, json.dumps({**joined, "epoch": 3}), 40)
    effects = session.say([an_utterance(n) for n in range(6, 11)], 50)

    assert [effect.frame["first_seq"] for effect in effects if isinstance(effect, Send)] == [6]


@pytest.mark.parametrize("status", [410, 429, 413, 500])
def test_fault_30_a_push_that_fails_loses_no_words_and_no_events(status: int) -> None:
    world = World()
    recorder = world.recorder()
    viewer = RawClient(world.network)
    world.talk(recorder, 20)
    world.run(1_000)
    viewer.join(role="viewer", instance_id="eye")
    world.run(3_000)
    world.network.push_status = lambda connection_id: status if connection_id == viewer.socket else 200

    world.run_until_over()

    assert world.problems() == []
    sockets = [connection.id for connection in world.plain.connections.of_session("s-1")]
    assert (viewer.socket in sockets) == (status != 410), "only a connection that is gone is forgotten"
    assert viewer.of_type("event") == []
    world.network.push_status = lambda _: 200
    again = RawClient(world.network)
    world.run(1_000)
    again.join(role="viewer", instance_id="eye", last_event=0)
    world.run(2_000)
    assert sorted(frame["event_id"] for frame in again.of_type("event")) == list(range(1, 12))


def test_a_viewer_sees_every_word_and_guess_as_it_is_stored() -> None:
    world = World()
    recorder = world.recorder()
    world.run(1_000)
    viewers = [RawClient(world.network) for _ in range(3)]
    world.run(1_000)
    for number, viewer in enumerate(viewers):
        viewer.join(role="viewer", instance_id=f"eye-{number}")
    world.run(1_000)
    recorder.guess(Guess("a-1", "a sa", 2_000, 2_400))
    world.talk(recorder, 20)

    world.run_until_over()

    for viewer in viewers:
        frames = sorted(viewer.of_type("segments"), key=lambda frame: frame["first_seq"])
        words = [row["text"] for frame in frames for row in frame["segments"]]
        assert words == [an_utterance(n).text for n in range(1, 21)]
        assert [frame["text"] for frame in viewer.of_type("interim")] == ["a sa"]
        assert sorted(frame["event_id"] for frame in viewer.of_type("event")) == list(range(1, 12))
