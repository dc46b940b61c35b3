"""Properties of seqs and transcripts, whatever clients send."""

from __future__ import annotations

import itertools
import random as randomness

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_segment, an_interim

from mina.domain import seqs
from mina.domain.segment import PROMOTED_SEQ_BASE, Batch, Interim
from mina.domain.transcript import assemble, statistics

ranges = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 12)).map(lambda r: (r[0], r[0] + r[1])), max_size=12)
confidence = st.none() | st.floats(0, 1)


@st.composite
def batches(draw: st.DrawFn) -> list[Batch]:
    """Batches as they are stored: any first seqs, each once; lengths that may make them overlap."""
    firsts = draw(st.lists(st.integers(1, 40), unique=True, max_size=10))
    return [
        Batch(
            first,
            tuple(
                a_segment(first + i, f"{first}/{i}", utterance_id=f"{first}/{i}", confidence=draw(confidence))
                for i in range(draw(st.integers(1, 5)))
            ),
        )
        for first in firsts
    ]


def members(found: seqs.Ranges) -> set[int]:
    return {seq for first, last in found for seq in range(first, last + 1)}


@given(ranges)
def test_merged_ranges_are_the_same_set_in_its_shortest_form(given_ranges: list[tuple[int, int]]) -> None:
    merged = seqs.merge(given_ranges)

    assert members(merged) == members(tuple(given_ranges))
    assert all(left[1] + 1 < right[0] for left, right in itertools.pairwise(merged))
    assert seqs.merge(reversed(given_ranges)) == merged == seqs.merge(merged)


@given(ranges, st.integers(0, 80))
def test_what_is_missing_and_what_is_stored_make_up_the_whole(given_ranges: list[tuple[int, int]], last: int) -> None:
    stored = seqs.merge(given_ranges)
    gaps = seqs.missing(stored, last)

    assert members(gaps) == set(range(1, last + 1)) - members(stored)
    assert seqs.merge(gaps) == gaps


@given(batches(), st.randoms(use_true_random=False))
def test_a_transcript_has_each_seq_once_in_order_whatever_the_order_of_its_batches(
    given_batches: list[Batch], random: randomness.Random
) -> None:
    shuffled = list(given_batches)
    random.shuffle(shuffled)
    transcript = assemble(shuffled)

    found = [segment.seq for segment in transcript.segments]
    sent = [segment.seq for batch in given_batches for segment in batch.segments]
    assert found == sorted(set(sent))
    assert members(transcript.stored) == set(found)
    assert transcript.overlapping_seqs == len(sent) - len(set(sent))
    assert transcript.digest == assemble(given_batches).digest


@given(batches())
def test_where_batches_overlap_the_lower_first_seq_wins(given_batches: list[Batch]) -> None:
    for segment in assemble(given_batches).segments:
        holding = [batch.first_seq for batch in given_batches if batch.first_seq <= segment.seq <= batch.last_seq]
        assert segment.text.startswith(f"{min(holding)}/")


@given(batches(), st.data())
def test_the_digest_tells_any_two_contents_apart(given_batches: list[Batch], data: st.DataObject) -> None:
    if not given_batches:
        return
    dropped = data.draw(st.sampled_from(given_batches))
    fewer = [batch for batch in given_batches if batch is not dropped]

    changed = assemble(fewer).segments != assemble(given_batches).segments
    assert (assemble(fewer).digest != assemble(given_batches).digest) == changed


@given(batches(), st.lists(st.integers(0, 90_000), max_size=5))
def test_promoted_guesses_stand_in_time_order_and_touch_neither_finals_nor_statistics(
    given_batches: list[Batch], starts: list[int]
) -> None:
    guesses = [an_interim(f"guess-{i}", start_ms=start, end_ms=start) for i, start in enumerate(starts)]
    finals = assemble(given_batches)
    both = assemble(given_batches, guesses)

    assert both.segments == finals.segments
    assert statistics(both.segments) == statistics(finals.segments)
    assert [s for s in both.reading_order if not s.is_promoted] == list(finals.segments)
    assert len(both.promoted) == len(starts)
    assert all(s.seq >= PROMOTED_SEQ_BASE for s in both.promoted)


@given(batches())
def test_a_guess_whose_final_came_is_gone(given_batches: list[Batch]) -> None:
    finals = assemble(given_batches).segments
    guesses = [Interim(segment.utterance_id, 1, "?", 0, 0) for segment in finals]

    assert assemble(given_batches, guesses).promoted == ()


@given(batches())
def test_statistics_are_those_of_a_plain_recount(given_batches: list[Batch]) -> None:
    finals = assemble(given_batches).segments
    told = statistics(finals)
    heard = [s.confidence for s in finals if s.confidence is not None]

    assert told.total_segments == len(finals)
    assert (told.average_confidence is None) == (not heard)
    if heard:
        assert abs((told.average_confidence or 0) - sum(heard) / len(heard)) <= 0.00005 + 1e-9
    if finals:
        assert told.total_duration == (max(s.end_ms for s in finals) - min(s.start_ms for s in finals)) / 1000
