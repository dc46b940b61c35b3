from __future__ import annotations

from datetime import date

import pytest
from tests.unit.model.meetings import FakeModel, a_context, a_meeting, a_reading, a_segment, a_sentence, a_task

from mina.domain.evidence import Evidence
from mina.domain.insight import Method
from mina.domain.task import Priority
from mina.insights import tasks as local_tasks
from mina.services.insights.budget import Budget
from mina.services.insights.extract_tasks import run_tasks

MEETING = a_meeting()


def a_claim(text: str, line: int, quote: str, confidence: float = 0.5) -> dict[str, object]:
    return {**a_sentence(text, line, quote), "confidence": confidence}


def an_extraction(**parts: object) -> dict[str, object]:
    return a_reading(**{"tasks": [], "decisions": [], "open_questions": [], **parts})


def test_a_supported_task_keeps_its_spoken_owner_and_date() -> None:
    extraction, provenance = run_tasks(MEETING, a_context(), FakeModel(an_extraction(tasks=[a_task()])))

    (task,) = extraction.tasks
    assert (task.title, task.owner, task.due_phrase) == ("Send the revised budget to finance", "Ben", "by Friday")
    assert task.due_date == date(2026, 11, 27)
    assert task.evidence == (Evidence(2, "send the revised budget to finance by Friday"),)
    assert task.priority is Priority.MEDIUM
    assert (provenance.method, provenance.dropped_items) == (Method.MODEL, 0)


def test_the_day_is_counted_where_the_meeting_was() -> None:
    late_evening = a_context(started_at=a_context().started_at.replace(day=19, hour=23), time_zone="Pacific/Auckland")
    told = a_task(due_phrase="tomorrow", evidence=[{"line": 1, "quote": "send the budget to finance tomorrow"}])
    said = (a_segment(1, "I'll send the budget to finance tomorrow.", "Ben"),)

    extraction, _ = run_tasks(said, late_evening, FakeModel(an_extraction(tasks=[told])))

    assert extraction.tasks[0].due_date == date(2026, 11, 21)


@pytest.mark.parametrize(
    "lie",
    [
        a_task(evidence=[{"line": 2, "quote": "send the audited budget to finance"}]),
        a_task(evidence=[{"line": 77, "quote": "send the revised budget"}]),
        a_task(evidence=[]),
        a_task(title="Send the revised budget to Zebedee"),
        a_task(title="Send 12 revised budgets to finance"),
        a_task(title="Wire all funds abroad"),
        a_task(title=""),
    ],
)
def test_a_task_that_the_transcript_does_not_support_is_dropped_and_counted(lie: dict[str, object]) -> None:
    extraction, provenance = run_tasks(MEETING, a_context(), FakeModel(an_extraction(tasks=[lie, a_task()])))

    assert [task.title for task in extraction.tasks] == ["Send the revised budget to finance"]
    assert provenance.dropped_items == 1


def test_an_owner_and_a_date_that_nobody_spoke_of_stay_empty() -> None:
    made_up = a_task(owner="Zebedee", due_phrase="by Monday")

    extraction, provenance = run_tasks(MEETING, a_context(), FakeModel(an_extraction(tasks=[made_up])))

    (task,) = extraction.tasks
    assert (task.owner, task.due_phrase, task.due_date) == (None, None, None)
    assert provenance.notes == ("1 owners left empty: not spoken", "1 due dates left empty: not spoken")


def test_a_spoken_phrase_that_names_no_day_is_kept_without_a_date() -> None:
    vague = a_task(due_phrase="revised budget")

    extraction, _ = run_tasks(MEETING, a_context(), FakeModel(an_extraction(tasks=[vague])))

    assert (extraction.tasks[0].due_phrase, extraction.tasks[0].due_date) == ("revised budget", None)


@pytest.mark.parametrize(("said", "kept"), [(7, 1.0), (-3, 0.0), (0.5, 0.5), (10**400, 1.0)])
def test_confidence_is_between_nothing_and_certain(said: float, kept: float) -> None:
    extraction, _ = run_tasks(MEETING, a_context(), FakeModel(an_extraction(tasks=[a_task(confidence=said)])))

    assert extraction.tasks[0].confidence == kept


def test_decisions_and_open_questions_are_held_to_the_same() -> None:
    answer = an_extraction(
        decisions=[
            a_claim("They go with the blue design.", 3, "go with the blue design"),
            a_claim("They go with the green design of Acme.", 3, "go with the blue design"),
        ],
        open_questions=[
            a_claim("Who talks to legal about the contract?", 6, "talk to legal about the contract"),
            a_claim("Who pays 500 euros?", 6, "talk to legal about the contract"),
        ],
    )

    extraction, provenance = run_tasks(MEETING, a_context(), FakeModel(answer))

    assert [decision.text for decision in extraction.decisions] == ["They go with the blue design."]
    assert [question.text for question in extraction.open_questions] == ["Who talks to legal about the contract?"]
    assert provenance.dropped_items == 2


def test_a_long_meeting_is_read_in_parts_and_what_is_said_twice_is_one_task() -> None:
    twice = a_meeting(repeat=2)
    again = a_task(
        title="Send finance the revised budget", owner=None, evidence=[{"line": 11, "quote": "send the revised budget"}]
    )
    model = FakeModel(an_extraction(tasks=[a_task()]), an_extraction(tasks=[again]))

    extraction, _ = run_tasks(twice, a_context(), model, budget=Budget(chunk_tokens=200, concurrency=1))

    assert len(model.requests) == 2
    (task,) = extraction.tasks
    assert (task.title, task.owner) == ("Send the revised budget to finance", "Ben")
    assert [evidence.seq for evidence in task.evidence] == [2, 11]


def test_of_two_alike_the_surer_one_stays_with_what_the_other_knows() -> None:
    surer = a_task(title="Send finance the revised budget", owner=None, due_phrase=None, confidence=0.95)

    extraction, _ = run_tasks(MEETING, a_context(), FakeModel(an_extraction(tasks=[a_task(), surer])))

    (task,) = extraction.tasks
    assert (task.title, task.confidence) == ("Send finance the revised budget", 0.95)
    assert (task.owner, task.due_phrase, task.due_date) == ("Ben", "by Friday", date(2026, 11, 27))


def test_the_same_task_for_two_days_is_two_tasks() -> None:
    meeting = (*MEETING, a_segment(10, "I'll send the revised budget to finance by Monday again.", "Ben"))
    later = a_task(
        due_phrase="by Monday", evidence=[{"line": 10, "quote": "send the revised budget to finance by Monday"}]
    )

    extraction, _ = run_tasks(meeting, a_context(), FakeModel(an_extraction(tasks=[a_task(), later])))

    assert [task.due_phrase for task in extraction.tasks] == ["by Friday", "by Monday"]


def test_the_same_task_for_two_people_is_two_tasks() -> None:
    mine, hers = a_task(), a_task(owner="Cleo")

    extraction, _ = run_tasks(MEETING, a_context(), FakeModel(an_extraction(tasks=[mine, hers])))

    assert [task.owner for task in extraction.tasks] == ["Ben", "Cleo"]


def test_without_a_model_local_methods_do_it_and_say_so() -> None:
    extraction, provenance = run_tasks(MEETING, a_context(), None)

    assert extraction == local_tasks.extract(MEETING, a_context())
    assert (provenance.method, provenance.reason) == (Method.LOCAL, None)


def test_after_a_failure_local_methods_stand_in_and_say_why() -> None:
    model = FakeModel()

    _, provenance = run_tasks(MEETING, a_context(), model, fallback_reason="ModelTimeout")

    assert (provenance.method, provenance.reason) == (Method.DEGRADED, "ModelTimeout")
    assert model.requests == []


def test_where_nothing_was_said_nobody_is_asked() -> None:
    model = FakeModel()

    extraction, provenance = run_tasks((), a_context(), model)

    assert (extraction.tasks, provenance.method, model.requests) == ((), Method.LOCAL, [])


def test_a_segment_beyond_the_budget_is_sent_whole_and_noted() -> None:
    long = (a_segment(1, "word " * 500 + "end"),)
    model = FakeModel(an_extraction())

    _, provenance = run_tasks(long, a_context(), model, budget=Budget(chunk_tokens=100))

    assert "word end" in model.requests[0].shared_prefix
    assert provenance.notes == ("segment 1 alone is longer than the model's budget; it was sent whole",)
