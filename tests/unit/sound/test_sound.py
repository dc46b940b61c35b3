"""Samples, silences, cuts, kinds of files, and the segments that come of it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mina.domain.heard import Heard
from mina.sound.cutting import LONGEST_PART_MS, has_sound, parts_of
from mina.sound.kinds import is_cut_off, kind_of
from mina.sound.pcm import FRAME_MS, Meter, loudness, wav
from mina.sound.utterances import MAX_BATCH, MAX_TEXT_BYTES, batches_of, segments_of

SECOND = 1000 // FRAME_MS


def test_loudness_is_that_of_every_twenty_milliseconds() -> None:
    assert loudness(bytes(640) + b"\x10\x27" * 320 + bytes(100)) == [0, 10_000]


def test_a_meter_measures_the_same_however_the_samples_come() -> None:
    samples = bytes(range(256)) * 100
    whole, bits = Meter(), Meter()

    passed = b"".join(bits.through(samples[i : i + 333] for i in range(0, len(samples), 333)))
    list(whole.through([samples]))

    assert passed == samples
    assert bits.levels == whole.levels
    assert bits.duration_ms == len(samples) // 32


def test_cuts_lie_in_silences() -> None:
    levels = ([3000] * (9 * SECOND) + [30] * SECOND) * 6

    parts = parts_of(levels, 60_000, shortest_ms=15_000, longest_ms=25_000)

    assert len(parts) > 2
    assert all(abs(part.end_ms % 10_000 - 9_500) <= FRAME_MS for part in parts[:-1])


def test_noise_between_words_is_silence_too() -> None:
    levels = ([4000] * (9 * SECOND) + [700] * SECOND) * 6

    parts = parts_of(levels, 60_000, shortest_ms=15_000, longest_ms=25_000)

    assert len(parts) > 2
    assert all(abs(part.end_ms % 10_000 - 9_500) <= FRAME_MS for part in parts[:-1])


def test_where_nobody_stops_neighbours_listen_into_each_other() -> None:
    parts = parts_of([3000] * (60 * SECOND), 60_000, shortest_ms=15_000, longest_ms=25_000)

    assert len(parts) > 2
    assert all(left.to_ms - right.from_ms == 8_000 for left, right in pairwise(parts))


@given(st.lists(st.integers(0, 9_000), max_size=4_000), st.booleans())
def test_parts_cover_everything_once(levels: list[int], with_speakers: bool) -> None:
    duration = len(levels) * FRAME_MS

    parts = parts_of(levels, duration, with_speakers=with_speakers, shortest_ms=8_000, longest_ms=12_000)

    assert parts[0].start_ms == 0
    assert parts[-1].end_ms == duration
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert all(left.end_ms == right.start_ms for left, right in pairwise(parts))
    assert all(part.end_ms - part.start_ms <= 12_000 for part in parts)
    assert all(0 <= part.from_ms <= part.start_ms <= part.end_ms <= part.to_ms <= duration for part in parts)


def test_four_hours_are_at_most_sixty_parts_of_less_than_25_megabytes() -> None:
    hours = 4 * 3600
    parts = parts_of(([3000] * (5 * SECOND) + [20] * SECOND) * (hours // 6), hours * 1000, with_speakers=True)

    assert len(parts) <= 60
    assert max(part.to_ms - part.from_ms for part in parts) * 32 < 25_000_000
    assert max(part.end_ms - part.start_ms for part in parts) <= LONGEST_PART_MS


def test_digital_silence_is_no_sound_and_a_whisper_is() -> None:
    assert not has_sound([0] * 100)
    assert not has_sound([])
    assert has_sound([0] * 100 + [60])


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (wav(bytes(100)), "audio/wav"),
        (b"ID3\x04" + bytes(60), "audio/mpeg"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(60), "audio/mp4"),
        (b"\x1aE\xdf\xa3" + bytes(60), "audio/webm"),
        (b"OggS" + bytes(60), "audio/ogg"),
        (b"fLaC" + bytes(60), "audio/flac"),
        (b"#!AMR\n" + bytes(60), "audio/amr"),
        (b"#!/bin/sh\n", None),
        (b"\x00\x00\x00\x20ftypavif", None),
        (b"RIFF\x00\x00\x00\x00AVI ", None),
        (b"MZ\x90\x00", None),
        (b"\x7fELF\x02", None),
        (b"\xca\xfe\xba\xbe", None),
        (b"\xff\xfeh\x00e\x00l\x00l\x00o\x00", None),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", None),
        (b"%PDF-1.7", None),
        (b"", None),
        (b"\xff", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, kind: str | None) -> None:
    assert kind_of(head) == kind


@given(st.binary(max_size=64))
def test_any_bytes_are_looked_at_without_an_error(head: bytes) -> None:
    kind = kind_of(head)

    assert kind is None or "/" in kind


def test_a_wav_that_promises_more_than_there_is_is_cut_off() -> None:
    whole = wav(bytes(1000))

    assert is_cut_off(whole[:500], 500)
    assert not is_cut_off(whole, len(whole))
    assert not is_cut_off(whole[:4] + b"\xff\xff\xff\xff" + whole[8:], 500)


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=60))
def test_segments_count_without_gaps_and_batches_hold_them_all(texts: list[str]) -> None:
    heard = [Heard(text, n * 1000, n * 1000 + 900) for n, text in enumerate(texts)]

    segments = list(segments_of(heard, 7, "p"))
    batches = list(batches_of(segments))

    assert [segment.seq for segment in segments] == list(range(7, 7 + len(segments)))
    assert [s for batch in batches for s in batch.segments] == segments
    assert all(len(batch.segments) <= MAX_BATCH for batch in batches)


def test_a_very_long_utterance_becomes_several_segments_without_losing_a_word() -> None:
    text = "This goes on and on. " * 2_000

    segments = list(segments_of([Heard(text, 0, 600_000)], 1, "p"))

    assert len(segments) > 4
    assert all(len(segment.text.encode()) <= MAX_TEXT_BYTES for segment in segments)
    assert " ".join(segment.text for segment in segments).split() == text.split()
    assert segments[-1].end_ms == 600_000
