from __future__ import annotations

from tests.unit.model.meetings import FakeModel, a_context, a_meeting

from mina.domain.insight import Method
from mina.insights.refinement import refine
from mina.services.insights.budget import Budget
from mina.services.insights.refine import run_refinement

MEETING = a_meeting()


def lines(*rows: tuple[int, str]) -> dict[str, object]:
    return {"lines": [{"line": line, "text": text} for line, text in rows]}


def test_a_faithful_text_is_taken_and_read_in_its_paragraph() -> None:
    faithful = "Welcome everyone, let's talk about the launch in twenty twenty seven!"

    refinement, provenance = run_refinement(MEETING, a_context(), FakeModel(lines((1, faithful))))

    assert refinement.segments[0].text == faithful
    assert next(p for p in refinement.paragraphs if 1 in p.seqs).text.startswith(faithful)
    assert (provenance.method, provenance.dropped_items) == (Method.MODEL, 0)


def test_a_text_that_alters_what_was_said_leaves_the_local_one_and_is_counted() -> None:
    local = refine(MEETING)
    answer = lines(
        (8, "The database migration takes 4 days and it will affect the customers."),
        (2, "HACKED"),
        (500, "no such line"),
    )

    refinement, provenance = run_refinement(MEETING, a_context(), FakeModel(answer))

    assert refinement == local
    assert provenance.dropped_items == 2


def test_every_segment_has_a_text_though_the_model_names_few() -> None:
    refinement, _ = run_refinement(MEETING, a_context(), FakeModel(lines()))

    assert refinement == refine(MEETING)


def test_what_is_nothing_but_fillers_stays_empty_and_is_no_lie() -> None:
    meeting = a_meeting((("Ana", "uh hmm"), ("Ben", "we ship it today and that is what we do")))
    answer = lines((1, ""), (2, "We ship it today, and that is what we do!"))

    refinement, provenance = run_refinement(meeting, a_context(), FakeModel(answer))

    assert [segment.text for segment in refinement.segments] == ["", "We ship it today, and that is what we do!"]
    assert provenance.dropped_items == 0


def test_long_meetings_are_refined_in_small_parts_whose_lines_are_numbered_on() -> None:
    meeting = a_meeting(repeat=4)
    model = FakeModel(*[lines()] * 20)

    run_refinement(meeting, a_context(), model, budget=Budget(refinement_chunk_tokens=150, concurrency=1))

    asked = "".join(request.shared_prefix for request in model.requests)
    assert len(model.requests) > 3
    assert all(asked.count(f"\n[{line}] ") == 1 for line in range(1, 37))
    assert "Make lines 1 to" in model.requests[0].task


def test_parts_that_the_model_does_not_come_to_in_time_keep_the_local_text_and_a_note_says_so() -> None:
    model = FakeModel()

    refinement, provenance = run_refinement(MEETING, a_context(), model, budget=Budget(run_seconds=0))

    assert refinement == refine(MEETING)
    assert provenance.notes == ("the time was up: 1 of 1 parts were refined by local rules",)
    assert model.requests == []


def test_without_a_model_the_text_is_the_local_one() -> None:
    assert run_refinement(MEETING, a_context(), None)[0] == refine(MEETING)
    assert run_refinement(MEETING, a_context(), FakeModel(), fallback_reason="why")[1].method is Method.DEGRADED
    assert run_refinement((), a_context(), FakeModel())[1].method is Method.LOCAL
