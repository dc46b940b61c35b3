"""When each word of a file leaves."""

from __future__ import annotations

import pytest

from mina_cli.playback import cues, speed_of
from mina_client.speech import Guess, Utterance

TWO = [Utterance("a", "one two three four", 0, 4_000), Utterance("b", "five", 5_000, 6_000)]


def test_words_leave_when_they_end_at_that_speed() -> None:
    assert [cue.at_seconds for cue in cues(TWO, 2.0)] == [2.0, 3.0]


def test_everything_leaves_at_once_at_full_speed() -> None:
    assert [cue.at_seconds for cue in cues(TWO, float("inf"), with_interims=True)] == [0.0, 0.0]


def test_a_resumed_playback_begins_with_what_is_left() -> None:
    assert [cue.at_seconds for cue in cues(TWO[1:], 1.0, from_ms=5_000)] == [1.0]


def test_guesses_grow_towards_the_final() -> None:
    heard = [cue.what for cue in cues(TWO[:1], 1.0, with_interims=True)]

    assert [what.text for what in heard] == ["one", "one two", "one two three", "one two three four"]
    assert [isinstance(what, Guess) for what in heard] == [True, True, True, False]


@pytest.mark.parametrize(("said", "speed"), [(None, 24.0), ("1", 1.0), ("2.5x", 2.5), ("max", float("inf"))])
def test_a_speed_is_a_factor(said: str | None, speed: float) -> None:
    assert speed_of(said, 480_000) == speed


def test_a_short_meeting_is_never_played_slower_than_live() -> None:
    assert speed_of(None, 3_000) == 1.0
