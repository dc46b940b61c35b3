"""Measures of talk, by hand-made timelines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mina.domain.segment import Segment
from mina.insights.analytics import analyse
from mina.insights.questions import is_question
from mina.insights.sentiment import sentiment_of
from mina.insights.talk import word_count

from .meetings import a_context, said


def spoke(
    speaker: str | None, start_ms: int, end_ms: int, text: str = "we talk about the plan", seq: int = 0
) -> Segment:
    return Segment(seq or start_ms + 1, f"u{start_ms}", text, start_ms, end_ms, speaker)


def test_talk_time_and_share_are_each_speakers_own() -> None:
    analytics = analyse([spoke("Anna", 0, 30_000), spoke("Ben", 30_000, 40_000)], a_context())

    assert [(s.speaker, s.talk_ms, s.talk_share) for s in analytics.speakers] == [
        ("Anna", 30_000, 0.75),
        ("Ben", 10_000, 0.25),
    ]
    assert (analytics.duration_ms, analytics.talk_ms, analytics.silence_ms) == (40_000, 40_000, 0)


def test_overlapping_talk_counts_once_for_the_meeting_and_for_each_speaker() -> None:
    analytics = analyse([spoke("Anna", 0, 10_000), spoke("Ben", 6_000, 12_000)], a_context())

    assert (analytics.talk_ms, analytics.overlap_ms) == (12_000, 4_000)
    assert sum(speaker.talk_ms for speaker in analytics.speakers) == 16_000


def test_a_lapse_of_three_seconds_is_a_silence_and_a_breath_is_none() -> None:
    analytics = analyse([spoke("Anna", 0, 1_000), spoke("Anna", 2_000, 3_000), spoke("Ben", 6_000, 7_000)], a_context())

    assert [(s.start_ms, s.end_ms) for s in analytics.silences] == [(3_000, 6_000)]
    assert analytics.silence_ms == 4_000


def test_coming_in_over_another_and_keeping_the_floor_is_an_interruption() -> None:
    analytics = analyse([spoke("Anna", 0, 10_000), spoke("Ben", 8_000, 15_000)], a_context())

    assert {s.speaker: s.interruptions for s in analytics.speakers} == {"Anna": 0, "Ben": 1}


def test_a_sign_of_attention_neither_interrupts_nor_takes_a_turn() -> None:
    lines = [spoke("Anna", 0, 10_000), spoke("Ben", 9_000, 10_500, "mm-hmm, yeah"), spoke("Anna", 10_000, 20_000)]

    anna, ben = analyse(lines, a_context()).speakers

    assert (anna.turns, anna.longest_monologue_ms) == (1, 20_000)
    assert (ben.turns, ben.interruptions) == (0, 0)


def test_pace_is_words_by_time_of_speech() -> None:
    analytics = analyse([spoke("Anna", 0, 30_000, "one two three four five " * 15)], a_context())

    assert analytics.words_per_minute == 150.0
    assert analytics.pace[0].words_per_minute == 150.0


def test_promoted_interims_are_left_out_of_every_count() -> None:
    final = spoke("Anna", 0, 10_000)
    promoted = replace(spoke("Ben", 10_000, 20_000, "what about this?"), is_promoted=True)

    assert analyse([final, promoted], a_context()) == analyse([final], a_context())


def test_reversed_times_cost_nothing_and_break_nothing() -> None:
    analytics = analyse([spoke("Anna", 5_000, 1_000), spoke("Anna", 6_000, 9_000)], a_context())

    assert analytics.talk_ms == 3_000


def test_a_meeting_without_speakers_has_no_speaker_statistics() -> None:
    analytics = analyse([spoke(None, 0, 10_000), spoke(None, 10_000, 20_000)], a_context())

    assert analytics.speakers == ()
    assert analytics.talk_ms == 20_000


def test_an_empty_meeting_measures_nothing() -> None:
    analytics = analyse([], a_context())

    assert (analytics.total_segments, analytics.duration_ms, analytics.topics) == (0, 0, ())
    assert analytics.average_confidence is None


def test_confidence_is_the_mean_of_what_the_recogniser_gave() -> None:
    lines = [replace(spoke("Anna", 0, 1_000), confidence=0.9), replace(spoke("Anna", 1_000, 2_000), confidence=0.7)]

    assert analyse([*lines, spoke("Anna", 2_000, 3_000)], a_context()).average_confidence == pytest.approx(0.8)


def test_topics_cover_the_meeting_in_order_without_gaps() -> None:
    budget = "Anna: The budget for the new office is twenty thousand euros and the rent takes half of the budget."
    database = "Ben: The database index makes the search query slow and the database server needs more memory."
    analytics = analyse(
        said(*[budget] * 40, "Anna: Okay, let's move on to the next item.", *[database] * 40), a_context()
    )

    assert len(analytics.topics) >= 2
    assert (analytics.topics[0].first_seq, analytics.topics[-1].last_seq) == (1, 81)
    for before, after in zip(analytics.topics, analytics.topics[1:], strict=False):
        assert before.last_seq < after.first_seq
    assert "budget" in analytics.topics[0].title.lower()
    assert "database" in analytics.topics[-1].title.lower()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("What is the deadline?", True),
        ("can you see my screen", True),
        ("we meet on Monday, right", True),
        ("We can see the screen.", False),
        ("what we need is time", False),
        ("预算是多少？", True),
    ],
)
def test_a_question_is_known_by_its_mark_or_its_word_order(text: str, asks: bool) -> None:
    assert is_question(text) is asks


def test_sentiment_leans_with_the_words_and_turns_with_a_negation() -> None:
    assert sentiment_of("this is a great and helpful result") > 0.3
    assert sentiment_of("the outage was terrible and customers are angry") < -0.3
    assert sentiment_of("this is not good") < 0 < sentiment_of("this is good")
    assert sentiment_of("the meeting is on Tuesday") == 0


def test_words_of_scripts_without_spaces_are_counted_by_character() -> None:
    assert word_count("我们讨论预算") == 6
    assert word_count("we don't know 3.5") == 4
