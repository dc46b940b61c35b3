from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.meetings import a_meeting, a_segment

from mina.services.insights.budget import estimate_tokens
from mina.services.insights.chunking import cut


@given(
    lengths=st.lists(st.integers(0, 400), max_size=60),
    budget=st.integers(1, 400),
    topics=st.sets(st.integers(1, 60)),
)
def test_every_segment_is_in_exactly_one_chunk_and_in_order(lengths: list[int], budget: int, topics: set[int]) -> None:
    segments = tuple(a_segment(seq, "x" * length) for seq, length in enumerate(lengths, 1))

    chunks = cut(segments, budget, topics)

    assert tuple(segment for chunk in chunks for segment in chunk.segments) == segments
    assert [chunk.first_line for chunk in chunks] == [chunk.segments[0].seq for chunk in chunks]
    assert all(chunk.tokens <= budget or len(chunk.segments) == 1 for chunk in chunks)


def test_ten_thousand_segments_are_cut_into_chunks_within_the_budget() -> None:
    segments = a_meeting(repeat=1_112)[:10_000]

    chunks = cut(segments, 24_000)

    assert [segment.seq for chunk in chunks for segment in chunk.segments] == list(range(1, 10_001))
    assert all(chunk.tokens <= 24_000 for chunk in chunks)
    assert len(chunks) < 20


def test_chunks_end_where_topics_begin() -> None:
    segments = a_meeting(repeat=4)

    chunks = cut(segments, 400, topic_starts=[13, 25])

    assert {13, 25} <= {chunk.segments[0].seq for chunk in chunks}


def test_a_topic_that_does_not_fit_is_cut_at_its_longest_pause() -> None:
    segments = [a_segment(seq, "some words that were said here") for seq in range(1, 21)]
    paused = [
        replace(s, start_ms=s.start_ms + 30_000 * (s.seq > 8), end_ms=s.end_ms + 30_000 * (s.seq > 8)) for s in segments
    ]

    chunks = cut(paused, 160)

    assert 9 in {chunk.segments[0].seq for chunk in chunks}


def test_nothing_said_needs_no_chunk() -> None:
    assert cut((), 100) == ()


def test_a_text_longer_than_the_budget_stays_whole() -> None:
    (chunk,) = cut([a_segment(1, "word " * 1_000)], 100)

    assert chunk.segments[0].text == "word " * 1_000
    assert chunk.tokens > 100


def test_scripts_that_tokenise_badly_are_estimated_by_the_character() -> None:
    assert estimate_tokens("abcd" * 10) == 10
    assert estimate_tokens("会議を始めます") == 7
    assert estimate_tokens("") == 0
