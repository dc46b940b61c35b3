from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.model.meetings import a_context, a_meeting, a_segment

from mina.domain.insight import Step, TaskExtraction
from mina.services.insights.staleness import input_digest

MEETING = a_meeting()


@pytest.mark.parametrize("step", Step)
def test_equal_inputs_have_equal_digests_and_steps_differ(step: Step) -> None:
    digest = input_digest(step, MEETING, a_context())

    assert digest == input_digest(step, a_meeting(), a_context())
    assert len({input_digest(other, MEETING, a_context()) for other in Step}) == 4
    assert len(digest) == 32


@pytest.mark.parametrize("step", Step)
def test_an_edit_a_late_segment_and_another_upstream_make_a_step_stale(step: Step) -> None:
    before = input_digest(step, MEETING, a_context(), [TaskExtraction()])

    edited = (replace(MEETING[0], text="Edited."), *MEETING[1:])
    renamed = (replace(MEETING[0], speaker="Anna"), *MEETING[1:])
    late = (*MEETING, a_segment(10, "One more thing."))
    assert before != input_digest(step, edited, a_context(), [TaskExtraction()])
    assert before != input_digest(step, renamed, a_context(), [TaskExtraction()])
    assert before != input_digest(step, late, a_context(), [TaskExtraction()])
    assert before != input_digest(step, MEETING, a_context(), [])


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        ({"title": "Another"}, set()),
        ({"meeting_type": "stand_up"}, {Step.SUMMARY}),
        ({"time_zone": "UTC"}, {Step.TASKS}),
        ({"participants": ("Ana",)}, {Step.ANALYTICS, Step.TASKS, Step.SUMMARY}),
    ],
)
def test_a_change_of_the_meeting_makes_stale_what_depends_on_it(change: dict[str, Any], stale: set[Step]) -> None:
    changed = a_context(**change)

    assert {s for s in Step if input_digest(s, MEETING, a_context()) != input_digest(s, MEETING, changed)} == stale
