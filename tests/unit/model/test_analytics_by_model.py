from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.model.meetings import FakeModel, a_context, a_meeting, a_reading

from mina.domain.insight import Method
from mina.insights.analytics import analyse
from mina.services.insights.analyse import run_analytics
from mina.services.insights.budget import Budget

MEETING = a_meeting(repeat=6)
LOCAL = analyse(MEETING, a_context())


def titles(*rows: tuple[int, str]) -> dict[str, object]:
    return a_reading(topic_titles=[{"topic": topic, "title": title} for topic, title in rows])


def test_a_model_names_topics_and_touches_no_measure() -> None:
    analytics, provenance = run_analytics(MEETING, a_context(), FakeModel(titles((1, "Revised budget for finance"))))

    assert analytics.topics[0].title == "Revised budget for finance"
    assert replace(analytics, topics=LOCAL.topics) == LOCAL
    assert (provenance.method, provenance.dropped_items) == (Method.MODEL, 0)


@pytest.mark.parametrize(
    "title",
    ["Zebedee and the budget", "Budget of 987 euros", "Astrology", "", "budget " * 30, "Budget www.evil.example"],
)
def test_a_title_that_was_not_talked_of_leaves_the_local_one_and_is_counted(title: str) -> None:
    analytics, provenance = run_analytics(MEETING, a_context(), FakeModel(titles((1, title))))

    assert analytics == LOCAL
    assert provenance.dropped_items == 1


def test_titles_of_topics_that_do_not_exist_are_counted() -> None:
    analytics, provenance = run_analytics(MEETING, a_context(), FakeModel(titles((0, "Budget"), (99, "Budget"))))

    assert analytics == LOCAL
    assert provenance.dropped_items == 2


def test_each_topic_is_asked_about_in_the_part_where_it_begins() -> None:
    model = FakeModel(*[titles()] * 20)

    run_analytics(MEETING, a_context(), model, budget=Budget(chunk_tokens=300, concurrency=1))

    asked = "".join(request.task for request in model.requests)
    assert all(asked.count(f"Topic {number}:") == 1 for number in range(1, len(LOCAL.topics) + 1))


def test_a_meeting_without_topics_asks_nobody() -> None:
    model = FakeModel()

    assert run_analytics((), a_context(), model)[1].method is Method.LOCAL
    assert model.requests == []


def test_without_a_model_all_is_local() -> None:
    assert run_analytics(MEETING, a_context(), None)[0] == LOCAL
    assert run_analytics(MEETING, a_context(), FakeModel(), fallback_reason="why")[1].reason == "why"
