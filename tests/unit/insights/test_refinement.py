"""What refinement may change, and what never."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mina.domain.segment import Segment
from mina.insights.disfluency import NUMBER_WORDS, is_negation
from mina.insights.refinement import refine
from mina.insights.words import word_set

from .meetings import in_turn, said

ORDINARY = word_set(
    "we the team uh um i you know mean ship release think so it's — that and, is. to {vocalsound} like budget th"
)
FACTS = word_set("not never don't no 12 3.5 20% seven twenty Berlin Anna O'Neill NATO can't 2026")


def refined(text: str, language: str | None = None) -> str:
    segment = Segment(1, "u", text, 0, 1000, "Anna", language=language)
    return refine([segment]).segments[0].text


def facts(text: str) -> Counter[str]:
    """Numbers, negations and names (capitalised words that do not begin the text), each as often as it is said."""
    words = [word.strip(" .,;:?!—…") for word in text.split()]
    kept = [
        w for w in words if w and (any(c.isdigit() for c in w) or w.lower() in NUMBER_WORDS or is_negation(w.lower()))
    ]
    names = [w for w in words if w in ("Berlin", "Anna", "O'Neill", "NATO")]
    return Counter(word.lower() for word in kept + names)


@given(st.lists(st.sampled_from(sorted(ORDINARY | FACTS)), max_size=40))
@settings(max_examples=400, deadline=None)
def test_numbers_names_and_negations_survive(words: list[str]) -> None:
    text = " ".join(words)

    assert facts(refined(text, "en")) == facts(text)


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_refined_and_keeps_its_digits(texts: list[str]) -> None:
    segments = in_turn(("Anna", text) for text in texts)

    refinement = refine(segments)

    assert [segment.seq for segment in refinement.segments] == [segment.seq for segment in segments]
    for raw, done in zip(segments, refinement.segments, strict=True):
        assert Counter(c for c in raw.text if c.isdigit()) == Counter(c for c in done.text if c.isdigit())


@pytest.mark.parametrize(
    ("heard", "read"),
    [
        ("um so we we need to uh ship it on friday", "So we need to ship it on Friday."),
        ("i think i'm right", "I think I'm right."),
        ("well, you know, it works", "Well, it works."),
        ("can you see the screen", "Can you see the screen?"),
        ("the targ target group {vocalsound} is young .", "The target group is young."),
        ("call five five two two", "Call five five two two."),
        ("no no no that is wrong", "No no no that is wrong."),
        ("New York New York", "New York New York."),
    ],
)
def test_speech_becomes_readable(heard: str, read: str) -> None:
    assert refined(heard, "en") == read


@pytest.mark.parametrize(
    "text",
    [
        "er hat um drei Uhr angerufen und um um die Ecke gebogen",
        "nous nous sommes vus et eh bien voilà",
        "我们今天讨论预算，然后 决定。",
        "مرحبا بكم في الاجتماع",
        "いいですね、えーと、次は予算です",
        "мы мы идём дальше",
    ],
)
def test_other_languages_pass_through_unharmed(text: str) -> None:
    assert refined(text) == text


def test_a_german_segment_in_an_english_meeting_is_left_alone() -> None:
    segments = said("so we need to talk about the budget today", "er hat um drei Uhr mit mir und der Chefin gesprochen")

    assert refine(segments).segments[1].text == segments[1].text


def test_neighbours_of_one_speaker_become_a_paragraph() -> None:
    paragraphs = refine(said("Anna: hello everyone", "Anna: let's start", "Ben: fine", "Anna: good")).paragraphs

    assert [(p.speaker, p.seqs) for p in paragraphs] == [("Anna", (1, 2)), ("Ben", (3,)), ("Anna", (4,))]
    assert paragraphs[0].text == "Hello everyone. Let's start."


def test_a_sentence_that_goes_on_in_the_next_segment_gets_no_full_stop_between() -> None:
    refinement = refine(said("we have to talk about the", "budget of the project"))

    assert refinement.paragraphs[0].text == "We have to talk about the budget of the project."


def test_a_segment_of_nothing_but_fillers_is_read_as_nothing() -> None:
    refinement = refine(said("Anna: um uh", "Anna: yes we can"))

    assert refinement.segments[0].text == ""
    assert [p.seqs for p in refinement.paragraphs] == [(2,)]


def test_an_empty_meeting_has_no_paragraphs() -> None:
    assert refine([]).paragraphs == ()
