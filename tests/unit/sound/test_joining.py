"""Seams: whatever the service makes of the edges, no word is doubled or lost."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mina.domain.heard import Heard, Part, Transcription, Word
from mina.sound.joining import join

Timeline = list[tuple[str, int, int]]


def a_timeline(gaps: list[int]) -> Timeline:
    at, words = 0, []
    for index, gap in enumerate(gaps):
        at += gap
        words.append((f"w{index}", at, at + 300))
        at += 300
    return words


def heard_in(
    part: Part, timeline: Timeline, size: int, *, with_words: bool, jitter: int, garble: bool
) -> Transcription:
    """What a service hears in a part: whole words in utterances of `size`, those at its edges wrongly or not at all."""
    inside = [(t, s, e) for t, s, e in timeline if e > part.from_ms and s < part.to_ms]
    words = []
    for text, start, end in inside:
        is_whole = start >= part.from_ms and end <= part.to_ms
        if not is_whole and not garble:
            continue
        said = text if is_whole else "zzz"
        moved = jitter if part.number % 2 else -jitter
        length = part.to_ms - part.from_ms
        first, last = (max(0, min(length, t - part.from_ms + moved)) for t in (start, end))
        words.append(Word(said, first, last))
    groups = [tuple(words[i : i + size]) for i in range(0, len(words), size)]
    return Transcription(
        tuple(
            Heard(" ".join(w.text for w in g), g[0].start_ms, g[-1].end_ms, words=g if with_words else ())
            for g in groups
        )
    )


@settings(max_examples=300, deadline=None)
@given(
    gaps=st.lists(st.integers(20, 900), min_size=30, max_size=120),
    cuts=st.lists(st.integers(6_000, 30_000), min_size=1, max_size=4, unique=True),
    size=st.integers(1, 12),
    with_words=st.booleans(),
    jitter=st.integers(0, 150),
    garble=st.booleans(),
)
def test_no_word_is_doubled_or_lost_wherever_the_cuts_are(
    gaps: list[int], cuts: list[int], size: int, with_words: bool, jitter: int, garble: bool
) -> None:
    timeline = a_timeline(gaps)
    length = timeline[-1][2] + 500
    edges = [0, *sorted(c for c in cuts if c < length - 5_000), length]
    edges = [e for i, e in enumerate(edges) if i == 0 or i == len(edges) - 1 or e - edges[i - 1] > 5_500]
    parts = [Part(n, a, b, max(0, a - 4_000), min(length, b + 4_000)) for n, (a, b) in enumerate(pairwise(edges), 1)]

    words = {
        part.number: heard_in(part, timeline, size, with_words=with_words, jitter=jitter, garble=garble)
        for part in parts
    }
    joined = " ".join(heard.text for _, heard in join(parts, words))

    assert joined.split() == [text for text, _, _ in timeline]


@settings(max_examples=300, deadline=None)
@given(
    gaps=st.lists(st.integers(20, 900), min_size=60, max_size=120),
    came_late=st.sets(st.integers(1, 4), min_size=1, max_size=3),
    with_words=st.booleans(),
    jitter=st.integers(0, 150),
    garble=st.booleans(),
)
def test_a_part_that_came_later_fits_between_what_is_stored(
    gaps: list[int], came_late: set[int], with_words: bool, jitter: int, garble: bool
) -> None:
    timeline = a_timeline(gaps)
    length = timeline[-1][2] + 500
    edges = [length * n // 4 for n in range(5)]
    parts = [Part(n, a, b, max(0, a - 4_000), min(length, b + 4_000)) for n, (a, b) in enumerate(pairwise(edges), 1)]
    words = {
        part.number: heard_in(part, timeline, 5, with_words=with_words, jitter=jitter, garble=garble) for part in parts
    }

    first = join(parts, {number: heard for number, heard in words.items() if number not in came_late})
    later = [row for row in join(parts, words, frozenset(came_late)) if row[0] in came_late]
    said = [text for _, heard in (*first, *later) for text in heard.text.split()]

    assert sorted(said, key=lambda text: int(text[1:] if text[0] == "w" else 0)) == [text for text, _, _ in timeline]


def test_what_a_seam_cuts_in_two_is_one_again() -> None:
    parts = [Part(1, 0, 10_000, 0, 12_000), Part(2, 10_000, 20_000, 8_000, 20_000)]
    timeline = [(f"w{n}", n * 1000, n * 1000 + 800) for n in range(20)]
    words = {p.number: heard_in(p, timeline, 100, with_words=True, jitter=0, garble=False) for p in parts}

    joined = join(parts, words)

    assert len(joined) == 1
    assert joined[0][1].end_ms == 19_800


def test_a_missing_part_leaves_its_stretch_and_nothing_else() -> None:
    parts = [
        Part(n, n * 10_000 - 10_000, n * 10_000, max(0, n * 10_000 - 11_000), n * 10_000 + 1_000) for n in (1, 2, 3)
    ]
    timeline = [(f"w{n}", n * 1000, n * 1000 + 800) for n in range(30)]
    words = {p.number: heard_in(p, timeline, 5, with_words=True, jitter=0, garble=False) for p in parts}

    without = [text for _, heard in join(parts, {1: words[1], 3: words[3]}) for text in heard.text.split()]
    retried = [text for n, heard in join(parts, words, frozenset({2})) if n == 2 for text in heard.text.split()]

    assert without == [f"w{n}" for n in (*range(10), *range(20, 30))]
    assert retried == [f"w{n}" for n in range(10, 20)]


def test_words_without_spaces_are_joined_too() -> None:
    said = "今日は天気がいいですねそれでは会議を始めましょうまず最初の議題は予算についてです"
    parts = [Part(1, 0, 10_000, 0, 12_000), Part(2, 10_000, 20_000, 8_000, 20_000)]
    per_char = 20_000 // len(said)
    first, second = said[: 12_000 // per_char], said[8_000 // per_char :]
    words = {
        1: Transcription((Heard(first, 0, 8_000),)),
        2: Transcription((Heard(second[:20], 0, 8_000), Heard(second[20:], 8_000, 12_000))),
    }

    joined = "".join(heard.text.replace(" ", "") for _, heard in join(parts, words))

    assert joined.count("会議を始めましょう") == 1
