"""Action items, decisions and open questions of invented meetings with known answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mina.domain.insight import ExtractedTask, TaskExtraction
from mina.domain.task import Priority
from mina.insights.task_titles import is_of_the_meeting, task_title
from mina.insights.tasks import extract

from .meetings import a_context, fixture, fixture_names, in_turn, said


def found_in(name: str) -> tuple[dict[str, Any], TaskExtraction]:
    meeting = fixture(name)
    context = a_context(meeting["meeting_type"], meeting["started_at"], meeting["time_zone"])
    return meeting, extract(in_turn(meeting["segments"]), context)


def matching(task: dict[str, Any], tasks: tuple[ExtractedTask, ...]) -> ExtractedTask | None:
    def spoken(found: ExtractedTask) -> str:
        return " ".join([found.title, *(evidence.quote for evidence in found.evidence)]).lower()

    return next((t for t in tasks if all(w.lower() in spoken(t) for w in task["words"])), None)


def test_nine_of_ten_known_tasks_are_found_and_few_are_made_up() -> None:
    known = found = given = 0
    for name in fixture_names():
        meeting, extraction = found_in(name)
        known += len(meeting["tasks"])
        found += sum(matching(task, extraction.tasks) is not None for task in meeting["tasks"])
        given += len(extraction.tasks)

    assert found >= 0.85 * known
    assert given <= 1.3 * known


def test_nine_of_ten_owners_and_days_are_right() -> None:
    owners = days = matched = 0
    for name in fixture_names():
        meeting, extraction = found_in(name)
        for task in meeting["tasks"]:
            hit = matching(task, extraction.tasks)
            if hit:
                matched += 1
                owners += hit.owner == task["owner"]
                days += hit.due_date == (date.fromisoformat(task["due"]) if task["due"] else None)

    assert owners >= 0.9 * matched
    assert days >= 0.9 * matched


def test_half_of_the_known_decisions_are_among_the_possible_ones() -> None:
    known = found = 0
    for name in fixture_names():
        meeting, extraction = found_in(name)
        known += len(meeting["decisions"])
        texts = [decision.text.lower() for decision in extraction.decisions]
        found += sum(any(all(w.lower() in text for w in words) for text in texts) for words in meeting["decisions"])

    assert found >= 0.5 * known


def test_small_talk_leaves_nothing_to_do() -> None:
    _, extraction = found_in("small_talk")

    assert extraction.tasks == ()
    assert extraction.decisions == ()


@pytest.mark.parametrize("name", fixture_names())
def test_every_quote_stands_in_the_segment_it_names(name: str) -> None:
    meeting, extraction = found_in(name)

    found = [item.evidence for item in extraction.tasks] + [item.evidence for item in extraction.decisions]
    for parts in found + [item.evidence for item in extraction.open_questions]:
        assert parts
        for evidence in parts:
            assert evidence.quote in meeting["segments"][evidence.seq - 1][1]


def test_a_task_without_a_spoken_day_or_person_has_neither() -> None:
    (task,) = extract(
        said("Ben: It is old.", "Anna: Someone please send the price list to the customers."), a_context()
    ).tasks

    assert (task.owner, task.due_date, task.due_phrase) == (None, None, None)


def test_the_one_who_says_i_owns_the_task() -> None:
    (task,) = extract(said("Ben: The bill is open.", "Anna: I'll send the invoice by Friday."), a_context()).tasks

    assert (task.title, task.owner, task.due_date) == ("Send the invoice", "Anna", date(2026, 11, 20))


def test_the_one_who_is_named_owns_the_task() -> None:
    lines = said("Anna: Ben, can you check the backup by tomorrow?", "Ben: Sure.", "Cleo: Fine.")

    (task,) = extract(lines, a_context()).tasks

    assert (task.owner, task.due_date) == ("Ben", date(2026, 11, 19))


def test_the_one_who_accepts_owns_the_task() -> None:
    lines = said("Anna: Could you prepare the slides by Monday?", "Cleo: Yes, will do.", "Ben: Great news.")

    assert extract(lines, a_context()).tasks[0].owner == "Cleo"


def test_an_accepted_proposal_gets_its_words_from_where_they_were_said() -> None:
    lines = said("Ben: I could ask the bakery for a discount.", "Anna: Could you do that by Friday?", "Ben: Yes.")

    (task,) = extract(lines, a_context()).tasks

    assert task.title == "Ask the bakery for a discount"
    assert task.due_date == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("words", "priority"),
    [
        ("I'll fix the login as soon as possible.", Priority.HIGH),
        ("I'll fix the login by Friday.", Priority.MEDIUM),
        ("I'll fix the login by Friday, no rush.", Priority.LOW),
    ],
)
def test_urgency_comes_from_the_words(words: str, priority: Priority) -> None:
    assert extract(said(f"Anna: {words}", "Ben: Thanks."), a_context()).tasks[0].priority is priority


def test_a_question_that_no_one_can_answer_stays_open() -> None:
    lines = said("Anna: Should we invite the journalists to the new office?", "Ben: I don't know yet.")

    assert [q.text for q in extract(lines, a_context()).open_questions] == [
        "Should we invite the journalists to the new office?"
    ]


def test_an_answered_question_is_closed() -> None:
    lines = said("Anna: How many journalists should we invite to the office?", "Ben: I would invite about twenty.")

    assert extract(lines, a_context()).open_questions == ()


@pytest.mark.parametrize(
    ("said_so", "title"),
    [
        ("The product manager will work out the technical design.", "Work out the technical design"),
        ("The next step is to call the warehouse.", "Call the warehouse"),
        ("I'll send you minutes of the meeting.", "Send minutes of the meeting"),
    ],
)
def test_a_title_begins_with_the_verb(said_so: str, title: str) -> None:
    assert task_title(said_so) == title


def test_how_the_meeting_goes_on_is_no_task() -> None:
    assert is_of_the_meeting(task_title("I'll meet you in half an hour."))
    assert not is_of_the_meeting(task_title("I'll meet the supplier on Friday."))


def test_a_promise_made_again_much_later_is_one_task() -> None:
    promise = ("Anna", "I will send the revised offer to the supplier by Friday.")
    between = [("Ben", "The weather in Hamburg is fine this week.")] * 12

    extraction = extract(in_turn([promise, *between, promise]), a_context())

    assert [(task.owner, task.title) for task in extraction.tasks] == [
        ("Anna", "Send the revised offer to the supplier")
    ]
    assert [evidence.seq for evidence in extraction.tasks[0].evidence] == [1, 14]


def test_a_decision_is_worded_without_its_stutter_and_with_its_numbers() -> None:
    lines = [
        ("Anna", "We've decided that we won't that we won't move the prod production to twenty twenty seven."),
        ("Ben", "Good."),
    ]

    decisions = extract(in_turn(lines), a_context()).decisions

    assert [decision.text for decision in decisions] == [
        "We've decided that we won't move the production to twenty twenty seven."
    ]
