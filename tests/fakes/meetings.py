"""Meetings and workspaces in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tests.fakes.members import FakeMembers
from tests.fakes.memory import Memory

from mina.domain.insight import Step
from mina.domain.meeting import ListedMeeting, Meeting, listed
from mina.domain.principal import User
from mina.domain.session import StepState
from mina.domain.workspace import Workspace
from mina.ports.stored import OpenOutcome


class FakeMeetings:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def get(self, meeting_id: str) -> Meeting | None:
        return self._memory.meetings.get(meeting_id)

    def save(self, meeting: Meeting) -> bool:
        stored = self._memory.meetings.get(meeting.id)
        if (stored.version if stored else 0) != meeting.version - 1:
            return False
        self._memory.meetings[meeting.id] = meeting
        return True

    def edit(self, meeting: Meeting) -> bool:
        stored = self._memory.meetings.get(meeting.id)
        return stored is not None and stored.status is meeting.status and self.save(meeting)

    def set_pipeline(self, meeting_id: str, step: Step, state: StepState) -> None:
        if stored := self._memory.meetings.get(meeting_id):
            pipeline = {**dict(stored.pipeline), step: state}
            self._memory.meetings[meeting_id] = replace(stored, pipeline=tuple(pipeline.items()))

    def set_sound_erased(self, meeting_id: str, moment: datetime) -> None:
        if stored := self._memory.meetings.get(meeting_id):
            self._memory.meetings[meeting_id] = replace(stored, sound_erased_at=moment)

    def page(
        self,
        workspace_id: str,
        status: str | None,
        limit: int,
        after: str | None,
        created_from: datetime | None = None,
        created_before: datetime | None = None,
    ) -> tuple[list[ListedMeeting], str | None]:
        mine = [m for m in self._memory.meetings.values() if m.workspace_id == workspace_id]
        mine = [m for m in mine if status in (None, m.status.value) and (not after or _position(m) < after)]
        mine = [m for m in mine if created_from is None or m.created_at >= created_from]
        mine = [m for m in mine if created_before is None or m.created_at < created_before]
        mine.sort(key=_position, reverse=True)
        rows = [listed(m, _position(m)) for m in mine[: limit + 1]]
        return rows[:limit], rows[limit - 1].position if len(rows) > limit else None

    def has_true_row(self, meeting_id: str) -> bool:
        return True

    def write_row(self, meeting_id: str) -> None:
        """A row is made when a list is asked for."""


def _position(meeting: Meeting) -> str:
    return f"{meeting.created_at.isoformat(timespec='milliseconds')}#{meeting.id}"


class FakeWorkspaces:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def id_of_user(self, user_id: str) -> str | None:
        active = FakeMembers(self._memory).active(user_id)
        return active.workspace_id if active else None

    def of_user(self, user_id: str) -> Workspace | None:
        workspace_id = self.id_of_user(user_id)
        return self.get(workspace_id) if workspace_id else None

    def get(self, workspace_id: str) -> Workspace | None:
        return self._memory.workspaces.get(workspace_id)

    def edit(self, workspace: Workspace, look_at: datetime | None) -> None:
        if workspace.id in self._memory.workspaces:
            self._memory.workspaces[workspace.id] = workspace

    def create(self, workspace: Workspace, user: User) -> OpenOutcome:
        if user.id in self._memory.workspace_of_user:
            return OpenOutcome.HAS_WORKSPACE
        if workspace.slug in self._memory.slugs:
            return OpenOutcome.SLUG_TAKEN
        self._memory.found(workspace, user)
        return OpenOutcome.OPENED
