"""Faults 8, 36 and 37: seqs with other words, frames that make no sense. `make soak` runs the large number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import a_segment
from tests.fakes.house import House
from tests.faults.fuzz import fuzz
from tests.faults.raw_client import RawClient
from tests.faults.soak import soak
from tests.faults.world import World

from mina.domain.errors import SeqConflict
from mina.domain.segment import Batch

batches = st.builds(
    lambda first, texts: Batch(first, tuple(a_segment(first + i, text) for i, text in enumerate(texts))),
    st.integers(1, 4),
    st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=2),
)


@given(st.lists(batches, max_size=12))
@settings(max_examples=100, deadline=None)
def test_fault_8_the_first_words_under_a_seq_stay(sent: list[Batch]) -> None:
    house = House()
    joined = house.join()
    first: dict[int, Batch] = {}

    for batch in sent:
        kept = first.setdefault(batch.first_seq, batch)
        if batch == kept:
            assert house.append(joined, batch).seqs == ((batch.first_seq, batch.last_seq),)
        else:
            with pytest.raises(SeqConflict):
                house.append(joined, batch)

    assert [row.batch for row in house.plain.segments.batches("s-1")] == [first[seq] for seq in sorted(first)]


@pytest.mark.parametrize("seed", range(3))
def test_fault_36_frames_that_make_no_sense_are_answered_and_change_nothing(seed: int) -> None:
    assert fuzz(400, seed) == []


WORDS = {"utterance_id": "u", "start_ms": 0, "end_ms": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "ack"),
        ("a\x00b", "ack"),
        ("💥 ünï\u2028", "ack"),
        ("", "ack"),
        ("\ud800", "BAD_FRAME"),
        ("x" * 8_192, "ack"),
        ("x" * 8_193, "TOO_LARGE"),
        ("é" * 4_097, "TOO_LARGE"),
        ("x" * 25_000, "TOO_LARGE"),
    ],
    ids=[
        "plain",
        "NUL",
        "beyond ASCII",
        "empty",
        "lone surrogate",
        "8 KB",
        "over 8 KB",
        "over 8 KB in bytes",
        "over 24 KB",
    ],
)
def test_fault_37_texts_at_the_edge(text: str, expected: str) -> None:
    world = World()
    client = RawClient(world.network)
    world.run(1_000)
    client.join()

    for frame in (
        {"action": "segments", "first_seq": 1, "segments": [{**WORDS, "text": text}]},
        {"action": "segment", "segment": {**WORDS, "seq": 2, "text": text}},
    ):
        (answer,) = client.ask(frame)
        assert answer.get("code", answer["type"]) == expected
    stored = [row["text"] for row in world.record().segments.values()]
    assert stored == ([text, text] if expected == "ack" else [])
    assert client.is_open
    assert world.unexpected() == []


def test_fault_37_a_frame_over_32_kb_costs_the_socket_and_nothing_else() -> None:
    world = World()
    client = RawClient(world.network)
    world.run(1_000)
    client.join()
    client.send({"action": "segments", "first_seq": 1, "segments": [{**WORDS, "text": "x" * 33_000}]})
    world.run(1_000)

    assert not client.is_open
    assert world.record().segments == {}


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ({"action": "segments", "first_seq": 0, "segments": [{**WORDS, "text": "t"}]}, "BAD_FRAME"),
        ({"action": "segments", "first_seq": -5, "segments": [{**WORDS, "text": "t"}]}, "BAD_FRAME"),
        ({"action": "segments", "first_seq": 10**9, "segments": [{**WORDS, "text": "t"}]}, "BAD_FRAME"),
        ({"action": "segments", "first_seq": 1, "segments": []}, "BAD_FRAME"),
        ({"action": "segments", "first_seq": 1, "segments": [{**WORDS, "text": "t"}] * 26}, "TOO_LARGE"),
        ({"action": "segments", "first_seq": 1, "segments": [{**WORDS, "text": "t", "start_ms": -1}]}, "BAD_FRAME"),
        ({"action": "segments", "first_seq": 1, "segments": [{**WORDS, "text": "t", "start_ms": 2}]}, "BAD_FRAME"),
        ({"action": "segments", "first_seq": 1, "segments": [{**WORDS, "text": "t", "confidence": 1.01}]}, "BAD_FRAME"),
        ({"action": "join_session", "session_id": "s-1", "instance_id": "raw", "v": 2}, "VERSION"),
        ({"action": "join_session", "session_id": "s-9", "instance_id": "raw"}, "BAD_FRAME"),
        ({"action": "join_session", "session_id": "../s", "instance_id": "raw"}, "BAD_FRAME"),
        ({"action": "dance"}, "BAD_FRAME"),
        ("[1, 2]", "BAD_FRAME"),
        ("{", "BAD_FRAME"),
    ],
)
def test_bad_input_is_named_and_leaves_the_socket_and_the_session_as_they_were(
    frame: dict[str, object] | str, expected: str
) -> None:
    world = World()
    client = RawClient(world.network)
    world.run(1_000)
    client.join()

    (answer,) = client.ask(frame)

    assert (answer["type"], answer["code"]) == ("error", expected)
    assert client.is_open
    assert world.record().segments == {}
    client.say(1, "still here")
    world.run(1_000)
    assert client.of_type("ack")


@pytest.mark.parametrize("seed", range(25))
def test_a_meeting_with_a_mixture_of_all_faults_keeps_every_promise(seed: int) -> None:
    assert soak(seed) == []
