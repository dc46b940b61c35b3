from __future__ import annotations

import re
from typing import Any

import pytest
from tests.unit.model.meetings import FakeModel, a_context, a_meeting, a_reading, a_sentence, a_summary

from mina.domain.insight import Method, Provenance, Summary
from mina.insights.analytics import analyse
from mina.insights.summary import summarise
from mina.insights.tasks import extract
from mina.ports.language_model import ModelRequest
from mina.services.insights.budget import Budget
from mina.services.insights.summarise import run_summary

MEETING = a_meeting()
BLUE = a_sentence("The team chose the blue design.", 3, "go with the blue design")
FREEZE = a_sentence("The code is frozen on Monday.", 9, "freeze the code on Monday")
LIE = a_sentence("Zebedee chose the blue design.", 3, "go with the blue design")


def summary_of(model: FakeModel | None, repeat: int = 1, **options: Any) -> tuple[Summary, Provenance]:
    meeting, context = a_meeting(repeat=repeat), options.pop("context", a_context())
    analytics, extraction = analyse(meeting, context), extract(meeting, context)
    return run_summary(meeting, context, model, analytics=analytics, extraction=extraction, **options)


def an_answer(**sections: Any) -> dict[str, object]:
    return a_reading(summary=a_summary(**sections))


def test_supported_sentences_stay_where_the_model_put_them() -> None:
    topics = [{"title": "Blue design", "sentences": [BLUE]}]

    summary, provenance = summary_of(FakeModel(an_answer(overview=[BLUE], decisions=[FREEZE], topics=topics)))

    assert [sentence.text for sentence in summary.overview] == ["The team chose the blue design."]
    assert [evidence.seq for evidence in summary.decisions[0].evidence] == [9]
    assert [(notes.title, len(notes.sentences)) for notes in summary.topics] == [("Blue design", 1)]
    assert (provenance.method, provenance.dropped_items) == (Method.MODEL, 0)


def test_lies_are_dropped_and_counted_wherever_they_stand() -> None:
    topics = [{"title": "Blue design", "sentences": [LIE, BLUE]}, {"title": "Zebedee's plans", "sentences": [FREEZE]}]

    summary, provenance = summary_of(FakeModel(an_answer(overview=[LIE, BLUE], next_steps=[LIE], topics=topics)))

    assert "Zebedee" not in repr(summary)
    assert [notes.title for notes in summary.topics] == ["Blue design"]
    assert provenance.dropped_items == 4


def test_where_no_sentence_is_true_the_local_summary_stands_in_and_says_so() -> None:
    summary, provenance = summary_of(FakeModel(an_answer(overview=[LIE])))

    local = summarise(MEETING, a_context(), analyse(MEETING, a_context()), extract(MEETING, a_context()))
    assert summary == local
    assert (provenance.method, provenance.dropped_items) == (Method.DEGRADED, 1)
    assert provenance.reason == "no sentence of the model's summary was supported by the transcript"
    assert provenance.prompt_tokens == 100


def test_an_honest_empty_summary_is_believed() -> None:
    summary, provenance = summary_of(FakeModel(an_answer()))

    assert summary == Summary(template="general")
    assert provenance.method is Method.MODEL


@pytest.mark.parametrize(
    ("meeting_type", "template", "told"),
    [
        ("Stand-up", "stand_up", "one topic per person"),
        ("1:1", "one_to_one", "conversation of two"),
        ("customer call", "customer_call", "what the customer needs"),
        ("retrospective", "general", "general meeting"),
        ("", "general", "general meeting"),
    ],
)
def test_the_kind_of_meeting_chooses_the_template(meeting_type: str, template: str, told: str) -> None:
    model = FakeModel(an_answer(overview=[BLUE]))

    summary, _ = summary_of(model, context=a_context(meeting_type=meeting_type))

    assert summary.template == template
    assert told in model.requests[0].task


def merging_model(merged: dict[str, object]) -> FakeModel:
    """Summarises each part by its first blue design, and gives `merged` for the notes."""

    def reply(request: ModelRequest) -> dict[str, object]:
        if request.schema_name == "merged_summary":
            return merged
        blue = [int(line) for line in re.findall(r"\[(\d+)\] .*blue design", request.shared_prefix)]
        evidence = [{"line": line, "quote": "the blue design"} for line in blue[:1]]
        return an_answer(overview=[{**BLUE, "evidence": evidence}] if blue else [])

    return FakeModel(by=reply)


def note_sentence(text: str, *notes: int) -> dict[str, object]:
    return {"text": text, "notes": list(notes)}


LONG: dict[str, Any] = {"repeat": 4, "budget": Budget(chunk_tokens=220)}


def test_a_long_meeting_is_summarised_in_parts_and_merged_once() -> None:
    model = merging_model(a_summary(overview=[note_sentence("The blue design was chosen again and again.", 1, 2)]))

    summary, provenance = summary_of(model, **LONG)

    assert [request.schema_name for request in model.requests].count("merged_summary") == 1
    assert "[1] The team chose the blue design." in model.requests[-1].shared_prefix
    assert len(summary.overview[0].evidence) == 2
    assert provenance.notes == ()


def test_the_merged_sentences_are_held_to_the_evidence_of_their_notes() -> None:
    merged = a_summary(
        overview=[
            note_sentence("Zebedee chose the blue design.", 1),
            note_sentence("The blue design costs 987 euros.", 1),
            note_sentence("The blue design was chosen.", 99, 0, -1),
            note_sentence("The blue design was chosen.", 1),
        ]
    )

    summary, provenance = summary_of(merging_model(merged), **LONG)

    assert [sentence.text for sentence in summary.overview] == ["The blue design was chosen."]
    assert provenance.dropped_items == 3


def test_parts_that_cannot_be_merged_stand_end_to_end_and_a_note_says_so() -> None:
    summary, provenance = summary_of(merging_model(a_summary()), **LONG)

    assert len(summary.overview) > 1
    assert provenance.notes[-1].endswith("could not be merged; they stand end to end")


def test_parts_too_long_to_merge_stand_end_to_end_and_a_note_says_so() -> None:
    model = merging_model(a_summary())

    summary, provenance = summary_of(model, repeat=2, budget=Budget(chunk_tokens=20))

    assert "merged_summary" not in {request.schema_name for request in model.requests}
    assert provenance.notes[-1].endswith("too long to merge; they stand end to end")
    assert summary.overview


def test_without_a_model_the_summary_is_the_local_one() -> None:
    assert summary_of(None)[1].method is Method.LOCAL
    assert summary_of(FakeModel(), fallback_reason="why")[1] == Provenance(Method.DEGRADED, reason="why")
    assert summary_of(FakeModel(), repeat=0)[1].method is Method.LOCAL
