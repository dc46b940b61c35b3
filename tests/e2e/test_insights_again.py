"""Insights are made anew: by hand, and where an edit made them stale, and no further."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from tests.e2e.meeting import LINES, hold_meeting
from tests.stack import Stack, User


class Meeting:
    """A finished meeting over HTTP."""

    def __init__(self, stack: Stack, user: User, session_id: str) -> None:
        self.http = httpx.Client(base_url=stack.http, headers=user.authorization, timeout=30)
        self.session_id = session_id
        self.path = f"/api/meetings/{self.get(f'/api/sessions/{session_id}')['meeting_id']}"

    def get(self, path: str, **query: str | int) -> Any:
        answer = self.http.get(path, params=query)
        answer.raise_for_status()
        return answer.json()

    @property
    def stale(self) -> set[str]:
        return {step for step, is_stale in self.get(self.path)["is_stale"].items() if is_stale}

    def events(self, after: int = 0) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get(f"/api/sessions/{self.session_id}/events", after=after)["items"]
        return found

    def run(self, *steps: str) -> list[str]:
        """Ask for a run, wait for its end, and give what it told, in order."""
        before = self.events()[-1]["event_id"]
        self.http.post(f"{self.path}/insights", json={"steps": steps}).raise_for_status()
        deadline = datetime.now(UTC) + timedelta(seconds=60)
        while True:
            kinds = [event["kind"] for event in self.events(before)]
            if "dashboard_refresh" in kinds:
                return kinds
            assert datetime.now(UTC) < deadline, kinds


@pytest.fixture
def meeting(stack: Stack) -> Iterator[Meeting]:
    user = stack.new_user()
    held = Meeting(stack, user, hold_meeting(stack, user).session_id)
    yield held
    held.http.close()


END = ["post_transcription_reveal", "dashboard_refresh"]


def test_one_step_is_made_anew_and_the_others_say_nothing(meeting: Meeting) -> None:
    assert meeting.run("summary") == ["summary_started", "summary_ready", *END]


def test_nothing_is_made_anew_where_nothing_is_stale(meeting: Meeting) -> None:
    assert meeting.stale == set()
    assert meeting.run() == END


def test_an_edit_makes_stale_what_rests_on_it_and_a_run_mends_that(meeting: Meeting) -> None:
    edit = {"text": "I will send the budget to Carla by Friday."}
    meeting.http.patch(f"{meeting.path}/segments/3", json=edit).raise_for_status()
    assert meeting.stale == {"refinement", "analytics", "tasks", "summary"}

    kinds = meeting.run()

    assert kinds[0] == "refinement_started"
    assert kinds[-2:] == END
    assert meeting.stale == set()
    tasks = meeting.get(meeting.path)["insights"]["tasks"]["body"]["tasks"]
    assert any("budget" in task["title"] for task in tasks)


def test_an_edit_that_was_taken_back_makes_nothing_anew(meeting: Meeting) -> None:
    meeting.http.patch(f"{meeting.path}/segments/3", json={"text": "Something else."}).raise_for_status()
    meeting.http.patch(f"{meeting.path}/segments/3", json={"text": LINES[2][1]}).raise_for_status()

    assert meeting.run() == END
    assert meeting.stale == set()
