"""Meetings and the workspaces that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.exceptions import PutError, TransactWriteError, UpdateError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Transaction, assign, failed_conditions, store
from mina.adapters.dynamodb.items import MeetingItem, SlugItem, UserItem, WorkspaceItem
from mina.adapters.dynamodb.members import DynamoMembers, add_membership
from mina.adapters.dynamodb.progress import to_pipeline, to_statistics
from mina.domain.meeting import Meeting, MeetingStatus
from mina.domain.membership import Membership, WorkspaceRole
from mina.domain.workspace import Workspace
from mina.ports.stored import OpenOutcome

if TYPE_CHECKING:
    from datetime import datetime

    from pynamodb.expressions.update import Action

    from mina.domain.principal import User
    from mina.domain.session import StepState
    from mina.domain.step import Step


class DynamoMeetings:
    def get(self, meeting_id: str) -> Meeting | None:
        try:
            with store():
                return to_meeting(MeetingItem.get(keys.meeting(meeting_id), keys.MEETING, consistent_read=True))
        except MeetingItem.DoesNotExist:
            return None

    def save(self, meeting: Meeting) -> bool:
        is_new = meeting.version == 1
        condition = MeetingItem.pk.does_not_exist() if is_new else MeetingItem.version == meeting.version - 1
        try:
            with store():
                meeting_item(meeting).save(condition)
        except PutError:
            return False
        return True

    def edit(self, meeting: Meeting) -> bool:
        actions: list[Action] = [
            MeetingItem.title.set(meeting.title),
            assign(MeetingItem.description, meeting.description or None),
            MeetingItem.meeting_type.set(meeting.meeting_type),
            assign(MeetingItem.scheduled_at, meeting.scheduled_at),
            assign(MeetingItem.expected, list(meeting.expected) or None),
            assign(MeetingItem.speaker_names, dict(meeting.speaker_names) or None),
            assign(MeetingItem.merged_speakers, dict(meeting.merged_speakers) or None),
            assign(MeetingItem.words_edited_at, meeting.words_edited_at),
            MeetingItem.version.set(meeting.version),
        ]
        if meeting.status is MeetingStatus.SCHEDULED:
            actions.append(MeetingItem.task_order.set(_agenda(meeting)))
        unchanged = (MeetingItem.version == meeting.version - 1) & (MeetingItem.status == meeting.status.value)
        try:
            with store():
                MeetingItem(keys.meeting(meeting.id), keys.MEETING).update(actions, unchanged)
        except UpdateError:
            return False
        return True

    def set_pipeline(self, meeting_id: str, step: Step, state: StepState) -> None:
        item = MeetingItem(keys.meeting(meeting_id), keys.MEETING)
        attribute = getattr(MeetingItem, f"step_{step}")
        try:
            with store():
                item.update([attribute.set(state.value)], MeetingItem.pk.exists())
        except UpdateError:
            return  # erased meanwhile

    def set_sound_erased(self, meeting_id: str, moment: datetime) -> None:
        item = MeetingItem(keys.meeting(meeting_id), keys.MEETING)
        try:
            with store():
                item.update([MeetingItem.sound_erased_at.set(moment)], MeetingItem.pk.exists())
        except UpdateError:
            return  # erased meanwhile

    def page(
        self,
        workspace_id: str,
        status: str | None,
        limit: int,
        after: str | None,
        created_from: datetime | None = None,
        created_before: datetime | None = None,
    ) -> tuple[list[Meeting], str | None]:
        index = MeetingItem.workspace_status if status else MeetingItem.workspace_meetings
        key = keys.workspace_status(workspace_id, status) if status else keys.workspace(workspace_id)
        oldest = keys.stamp(created_from) if created_from else "0"
        newest = min(after or keys.AFTER_ALL_TIMES, keys.stamp(created_before) if created_before else "9")
        if newest < oldest:
            return [], None
        window = MeetingItem.created_key.between(oldest, newest)
        with store():
            items = list(index.query(key, window, scan_index_forward=False, limit=limit + 2, page_size=limit + 2))
        rows = [item for item in items if item.created_key != after]
        meetings = [to_meeting(item) for item in rows[:limit]]
        return meetings, rows[limit - 1].created_key if len(rows) > limit else None

    def position_of(self, meeting: Meeting) -> str:
        return keys.by_time(meeting.created_at, meeting.id)


class DynamoWorkspaces:
    def id_of_user(self, user_id: str) -> str | None:
        active = DynamoMembers().active(user_id)
        return active.workspace_id if active else None

    def of_user(self, user_id: str) -> Workspace | None:
        workspace_id = self.id_of_user(user_id)
        return self.get(workspace_id) if workspace_id else None

    def get(self, workspace_id: str) -> Workspace | None:
        try:
            with store():
                item = WorkspaceItem.get(keys.workspace(workspace_id), keys.WORKSPACE, consistent_read=True)
        except WorkspaceItem.DoesNotExist:
            return None
        return Workspace(
            id=keys.id_of(item.pk),
            name=item.name,
            slug=item.slug,
            owner_id=item.owner_id,
            created_at=item.created_at,
            retention_days=_days(item.retention_days),
            audio_retention_days=_days(item.audio_retention_days),
        )

    def edit(self, workspace: Workspace, look_at: datetime | None) -> None:
        actions = [
            WorkspaceItem.name.set(workspace.name),
            assign(WorkspaceItem.retention_days, workspace.retention_days),
            assign(WorkspaceItem.audio_retention_days, workspace.audio_retention_days),
            assign(WorkspaceItem.due_shard, keys.retention_shard(workspace.id) if look_at else None),
            assign(WorkspaceItem.due_at, keys.stamp(look_at) if look_at else None),
        ]
        with store():
            WorkspaceItem(keys.workspace(workspace.id), keys.WORKSPACE).update(actions, WorkspaceItem.pk.exists())

    def create(self, workspace: Workspace, user: User) -> OpenOutcome:
        try:
            with store(), Transaction() as transaction:
                add_workspace(transaction, workspace, user)
        except TransactWriteError as error:
            has_workspace, _, slug_taken, *_ = failed_conditions(error)
            return OpenOutcome.HAS_WORKSPACE if has_workspace or not slug_taken else OpenOutcome.SLUG_TAKEN
        return OpenOutcome.OPENED


def add_workspace(transaction: Transaction, workspace: Workspace, user: User) -> None:
    """Five writes: the user gets this workspace unless there is one, the workspace, its slug if it is free, and twice
    that the user is its owner."""
    transaction.save(
        UserItem(
            keys.user(user.id),
            keys.USER,
            name=user.name,
            email=user.email,
            workspace_id=workspace.id,
            created_at=workspace.created_at,
        ),
        condition=UserItem.workspace_id.does_not_exist(),
    )
    transaction.save(
        WorkspaceItem(
            keys.workspace(workspace.id),
            keys.WORKSPACE,
            name=workspace.name,
            slug=workspace.slug,
            owner_id=workspace.owner_id,
            created_at=workspace.created_at,
            retention_days=workspace.retention_days,
            owners=1,
        ),
        condition=WorkspaceItem.pk.does_not_exist(),
    )
    transaction.save(
        SlugItem(keys.slug(workspace.slug), keys.SLUG, workspace_id=workspace.id),
        condition=SlugItem.pk.does_not_exist(),
    )
    owner = Membership(workspace.id, user.id, WorkspaceRole.OWNER, user.name, user.email, workspace.created_at)
    add_membership(transaction, owner)


def _days(value: float | None) -> int | None:
    return int(value) if value is not None else None


def _agenda(meeting: Meeting) -> str:
    return keys.agenda(meeting.actual_start or meeting.scheduled_at or meeting.created_at, meeting.id)


def meeting_item(meeting: Meeting) -> MeetingItem:
    is_over = meeting.status is MeetingStatus.COMPLETED
    item = MeetingItem(
        keys.meeting(meeting.id),
        keys.MEETING,
        workspace_key=keys.workspace(meeting.workspace_id),
        status_key=keys.workspace_status(meeting.workspace_id, meeting.status),
        created_key=keys.by_time(meeting.created_at, meeting.id),
        task_key=None if is_over else keys.workspace(meeting.workspace_id),
        task_order=None if is_over else _agenda(meeting),
        workspace_id=meeting.workspace_id,
        organizer_id=meeting.organizer_id,
        title=meeting.title,
        description=meeting.description or None,
        meeting_type=meeting.meeting_type,
        status=meeting.status.value,
        created_at=meeting.created_at,
        scheduled_at=meeting.scheduled_at,
        expected=list(meeting.expected) or None,
        actual_start=meeting.actual_start,
        actual_end=meeting.actual_end,
        session_id=meeting.session_id,
        total_segments=meeting.statistics.total_segments,
        average_confidence=meeting.statistics.average_confidence,
        total_duration=meeting.statistics.total_duration,
        speakers=list(meeting.speakers),
        speaker_names=dict(meeting.speaker_names) or None,
        merged_speakers=dict(meeting.merged_speakers) or None,
        words_edited_at=meeting.words_edited_at,
        sound_erased_at=meeting.sound_erased_at,
        open_tasks=meeting.open_tasks,
        recording_enabled=meeting.recording_enabled,
        transcription_enabled=meeting.transcription_enabled,
        ai_insights_enabled=meeting.ai_insights_enabled,
        version=meeting.version,
    )
    for step, state in meeting.pipeline:
        setattr(item, f"step_{step}", state.value)
    return item


def to_meeting(item: MeetingItem) -> Meeting:
    return Meeting(
        id=keys.id_of(item.pk),
        workspace_id=item.workspace_id,
        organizer_id=item.organizer_id,
        title=item.title,
        description=item.description or "",
        meeting_type=item.meeting_type,
        status=MeetingStatus(item.status),
        created_at=item.created_at,
        scheduled_at=item.scheduled_at,
        expected=tuple(item.expected or ()),
        actual_start=item.actual_start,
        actual_end=item.actual_end,
        session_id=item.session_id,
        statistics=to_statistics(item),
        speakers=tuple(item.speakers),
        speaker_names=tuple((item.speaker_names or {}).items()),
        merged_speakers=tuple((item.merged_speakers or {}).items()),
        words_edited_at=item.words_edited_at,
        erased_at=item.erased_at,
        sound_erased_at=item.sound_erased_at,
        open_tasks=int(item.open_tasks),
        pipeline=to_pipeline(item),
        recording_enabled=item.recording_enabled,
        transcription_enabled=item.transcription_enabled,
        ai_insights_enabled=item.ai_insights_enabled,
        version=int(item.version),
    )
