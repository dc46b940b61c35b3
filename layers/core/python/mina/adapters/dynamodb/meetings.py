"""Meetings and the workspaces that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.exceptions import PutError, TransactWriteError, UpdateError

from mina.adapters.dynamodb import keys, rows
from mina.adapters.dynamodb.base import Transaction, assign, failed_conditions, rows_under, store
from mina.adapters.dynamodb.items import MeetingItem, SlugItem, UserItem, WorkspaceItem
from mina.adapters.dynamodb.meeting_items import agenda, meeting_item, to_meeting
from mina.adapters.dynamodb.members import DynamoMembers, add_membership
from mina.adapters.dynamodb.row_items import RowItem, bears_true_row, to_rows, write_row
from mina.domain.errors import StoreUnavailable
from mina.domain.meeting import ListedMeeting, Meeting, MeetingStatus
from mina.domain.membership import Membership, WorkspaceRole
from mina.domain.workspace import Workspace
from mina.ports.stored import OpenOutcome

if TYPE_CHECKING:
    from datetime import datetime

    from pynamodb.expressions.update import Action

    from mina.domain.principal import User
    from mina.domain.session import StepState
    from mina.domain.step import Step

ROW_TRIES = 5


class DynamoMeetings:
    def get(self, meeting_id: str) -> Meeting | None:
        item = _item(meeting_id)
        return to_meeting(item) if item else None

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
            MeetingItem.row_about.set(rows.about(meeting)),
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
            actions.append(MeetingItem.task_order.set(agenda(meeting)))
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
                item.update([attribute.set(state.value), rows.set_step(step, state)], MeetingItem.pk.exists())
        except UpdateError:
            return  # erased meanwhile

    def set_sound_erased(self, meeting_id: str, moment: datetime) -> None:
        item = MeetingItem(keys.meeting(meeting_id), keys.MEETING)
        try:
            with store():
                actions: list[Action] = [MeetingItem.sound_erased_at.set(moment), MeetingItem.row_is_silent.set(True)]
                item.update(actions, MeetingItem.pk.exists())
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
    ) -> tuple[list[ListedMeeting], str | None]:
        oldest = keys.stamp(created_from) if created_from else "0"
        newest = keys.just_before(after) if after else keys.AFTER_ALL_TIMES
        if created_before:
            newest = min(newest, keys.stamp(created_before))
        if newest < oldest:
            return [], None
        window = RowItem.created_key.between(oldest, newest)
        with store():
            if status:
                key, most = keys.workspace_status(workspace_id, status), limit + 1
                found = RowItem.workspace_status.query(
                    key, window, scan_index_forward=False, limit=most, page_size=most
                )
                items = list(found)
            else:
                items = rows_under(RowItem, keys.workspace(workspace_id), window, newest=limit + 1)
        return to_rows(items[:limit]), items[limit - 1].created_key if len(items) > limit else None

    def has_true_row(self, meeting_id: str) -> bool:
        item = _item(meeting_id)
        return item is None or bears_true_row(item)

    def write_row(self, meeting_id: str) -> None:
        for _ in range(ROW_TRIES):
            item = _item(meeting_id)
            if item is None or bears_true_row(item) or write_row(item):
                return
        raise StoreUnavailable("The meeting keeps changing; try again.")


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


def _item(meeting_id: str) -> MeetingItem | None:
    try:
        with store():
            return MeetingItem.get(keys.meeting(meeting_id), keys.MEETING, consistent_read=True)
    except MeetingItem.DoesNotExist:
        return None


def _days(value: float | None) -> int | None:
    return int(value) if value is not None else None
