"""Whose words a sentence of the model's summary is, told only where it is certain."""

from mina.domain.evidence import Evidence
from mina.domain.insight import ExtractedTask, Summary, SummarySentence, TaskExtraction, TopicNotes
from mina.domain.segment import Segment
from mina.services.insights.attribution import attributed

SEGMENTS = [
    Segment(1, "u-1", "We ship on Friday.", 0, 1_000, "Ana"),
    Segment(2, "u-2", "The price stays at ten.", 1_000, 2_000, "Ben"),
    Segment(3, "u-3", "Both of us agree.", 2_000, 3_000, "Ana"),
    Segment(4, "u-4", "Nobody is named here.", 3_000, 4_000, None),
]


def a_sentence(*seqs: int, attributed_to: str | None = None) -> SummarySentence:
    return SummarySentence("A claim.", tuple(Evidence(seq, "words") for seq in seqs), attributed_to)


def a_task(owner: str | None, *seqs: int) -> ExtractedTask:
    evidence = tuple(Evidence(seq, "words") for seq in seqs)
    return ExtractedTask("Send the offer", evidence, 0.9, owner)


def who_said(sentence: SummarySentence) -> str | None:
    return attributed(Summary("general", overview=(sentence,)), SEGMENTS, TaskExtraction()).overview[0].attributed_to


def who_does(step: SummarySentence, *tasks: ExtractedTask) -> str | None:
    summary = Summary("general", next_steps=(step,))
    return attributed(summary, SEGMENTS, TaskExtraction(tasks=tasks)).next_steps[0].attributed_to


def test_a_sentence_belongs_to_the_one_who_said_its_evidence() -> None:
    assert who_said(a_sentence(1)) == "Ana"
    assert who_said(a_sentence(1, 3)) == "Ana"


def test_a_sentence_that_rests_on_two_people_belongs_to_no_one() -> None:
    assert who_said(a_sentence(1, 2)) is None


def test_a_sentence_that_rests_on_a_nameless_voice_too_belongs_to_no_one() -> None:
    assert who_said(a_sentence(1, 4)) is None
    assert who_said(a_sentence(4)) is None


def test_a_sentence_without_evidence_belongs_to_no_one_whoever_it_named() -> None:
    assert who_said(a_sentence(attributed_to="Mallory")) is None
    assert who_said(a_sentence(99, attributed_to="Mallory")) is None


def test_a_next_step_belongs_to_its_owner_and_not_to_who_spoke_of_it() -> None:
    assert who_does(a_sentence(1), a_task("Ben", 1)) == "Ben"


def test_a_next_step_without_a_task_belongs_to_no_one() -> None:
    assert who_does(a_sentence(2), a_task("Ben", 1)) is None
    assert who_does(a_sentence(1), a_task(None, 1)) is None


def test_a_next_step_of_two_owners_belongs_to_no_one() -> None:
    assert who_does(a_sentence(1), a_task("Ben", 1), a_task("Ana", 1, 2)) is None


def test_every_part_of_a_summary_is_attributed() -> None:
    said, done = a_sentence(2), a_sentence(1)
    summary = Summary("general", (said,), (said,), (said,), (TopicNotes("Price", (said,)),), (done,))

    told = attributed(summary, SEGMENTS, TaskExtraction(tasks=(a_task("Ana", 1),)))

    sentences = (*told.overview, *told.key_points, *told.decisions, *told.topics[0].sentences)
    assert [sentence.attributed_to for sentence in sentences] == ["Ben"] * 4
    assert told.topics[0].title == "Price"
    assert told.next_steps[0].attributed_to == "Ana"
