"""Memberships, one row under the workspace and one under the user; which workspace a user works in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from pynamodb.exceptions import TransactWriteError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Transaction, assign, store
from mina.adapters.dynamodb.items import MemberItem, UserItem, WorkspaceItem
from mina.domain.membership import Membership, WorkspaceRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pynamodb.expressions.update import Action


class DynamoMembers:
    def active(self, user_id: str) -> Membership | None:
        chosen, memberships = self._of_user(user_id)
        mine = next((one for one in memberships if one.workspace_id == chosen), None)
        if mine is None and chosen:
            mine = self._founder(chosen, user_id)
        return mine or next(iter(memberships), None)

    def get(self, workspace_id: str, user_id: str) -> Membership | None:
        try:
            with store():
                item = MemberItem.get(keys.workspace(workspace_id), keys.member(user_id), consistent_read=True)
        except MemberItem.DoesNotExist:
            return self._founder(workspace_id, user_id)
        return to_membership(item)

    def of_user(self, user_id: str) -> list[Membership]:
        return self._of_user(user_id)[1]

    def of_workspace(self, workspace_id: str) -> list[Membership]:
        with store():
            items = MemberItem.query(
                keys.workspace(workspace_id), MemberItem.sk.startswith(keys.MEMBER_PREFIX), consistent_read=True
            )
            return _in_order(to_membership(item) for item in items)

    def choose(self, membership: Membership) -> bool:
        try:
            with store(), Transaction() as transaction:
                for row in _rows(membership):
                    transaction.update(row, [MemberItem.user_id.set(membership.user_id)], _THERE)
                transaction.update(_user(membership.user_id), [UserItem.workspace_id.set(membership.workspace_id)])
        except TransactWriteError:
            return False
        return True

    def change_role(self, membership: Membership, role: WorkspaceRole) -> bool:
        unchanged = MemberItem.role == membership.role.value
        try:
            with store(), Transaction() as transaction:
                for row in _rows(membership):
                    transaction.update(row, [MemberItem.role.set(role.value)], unchanged)
                _count_owners(transaction, membership, (role is WorkspaceRole.OWNER) - _is_owner(membership))
        except TransactWriteError:
            return False
        return True

    def remove(self, membership: Membership) -> bool:
        chosen, memberships = self._of_user(membership.user_id)
        others = [one.workspace_id for one in memberships if one.workspace_id != membership.workspace_id]
        unchanged = MemberItem.role == membership.role.value
        try:
            with store(), Transaction() as transaction:
                for row in _rows(membership):
                    transaction.delete(row, unchanged)
                if chosen == membership.workspace_id:
                    move: Action = UserItem.workspace_id.set(others[0]) if others else UserItem.workspace_id.remove()
                    transaction.update(_user(membership.user_id), [move], UserItem.workspace_id == chosen)
                _count_owners(transaction, membership, -_is_owner(membership))
        except TransactWriteError:
            return False
        return True

    def see(self, membership: Membership, day: date) -> None:
        actions: list[Action] = [
            MemberItem.seen_on.set(day.isoformat()),
            MemberItem.name.set(membership.name),
            assign(MemberItem.email, membership.email),
        ]
        try:
            with store(), Transaction() as transaction:
                for row in _rows(membership):
                    transaction.update(row, actions, _THERE)
        except TransactWriteError:
            return  # removed meanwhile

    def _of_user(self, user_id: str) -> tuple[str | None, list[Membership]]:
        """The workspace that they chose and all memberships: one query."""
        with store():
            items = list(MemberItem.query(keys.user(user_id), consistent_read=True))
        chosen = next((item.workspace_id for item in items if item.sk == keys.USER), None)
        return chosen, _in_order(to_membership(item) for item in items if item.sk.startswith(keys.MEMBER_PREFIX))

    def _founder(self, workspace_id: str, user_id: str) -> Membership | None:
        """A workspace that is older than memberships belongs to its founder, who gets the rows now."""
        try:
            with store():
                found = WorkspaceItem.get(keys.workspace(workspace_id), keys.WORKSPACE, consistent_read=True)
                if getattr(found, "owners", None) is not None or found.owner_id != user_id:
                    return None
                user = UserItem.get(keys.user(user_id), keys.USER, consistent_read=True)
        except (WorkspaceItem.DoesNotExist, UserItem.DoesNotExist):
            return None
        founder = Membership(
            workspace_id, user_id, WorkspaceRole.OWNER, user.name, user.email, joined_at=found.created_at
        )
        try:
            with store(), Transaction() as transaction:
                transaction.update(
                    WorkspaceItem(keys.workspace(workspace_id), keys.WORKSPACE),
                    [WorkspaceItem.owners.set(1)],
                    WorkspaceItem.owners.does_not_exist(),
                )
                add_membership(transaction, founder)
        except TransactWriteError:
            return self.get(workspace_id, user_id)
        return founder


_THERE = MemberItem.pk.exists()


def add_membership(transaction: Transaction, membership: Membership) -> None:
    """Two writes, refused where the membership is there."""
    for row in _rows(membership):
        transaction.save(row, MemberItem.pk.does_not_exist())


def to_membership(item: MemberItem) -> Membership:
    return Membership(
        workspace_id=item.workspace_id or "",
        user_id=item.user_id or "",
        role=WorkspaceRole(item.role or WorkspaceRole.VIEWER),
        name=item.name or "",
        email=item.email,
        joined_at=item.joined_at or _EPOCH,
        seen_on=date.fromisoformat(item.seen_on) if item.seen_on else None,
    )


_EPOCH = datetime.fromtimestamp(0, UTC)


def _rows(membership: Membership) -> tuple[MemberItem, MemberItem]:
    return _row(keys.workspace(membership.workspace_id), keys.member(membership.user_id), membership), _row(
        keys.user(membership.user_id), keys.member(membership.workspace_id), membership
    )


def _row(pk: str, sk: str, membership: Membership) -> MemberItem:
    return MemberItem(
        pk,
        sk,
        workspace_id=membership.workspace_id,
        user_id=membership.user_id,
        role=membership.role.value,
        name=membership.name,
        email=membership.email,
        joined_at=membership.joined_at,
        seen_on=membership.seen_on.isoformat() if membership.seen_on else None,
    )


def _user(user_id: str) -> UserItem:
    return UserItem(keys.user(user_id), keys.USER)


def _is_owner(membership: Membership) -> bool:
    return membership.role is WorkspaceRole.OWNER


def _count_owners(transaction: Transaction, membership: Membership, change: int) -> None:
    """The last owner stays: two who go at the same moment meet in this number."""
    if change == 0:
        return
    workspace = WorkspaceItem(keys.workspace(membership.workspace_id), keys.WORKSPACE)
    condition = WorkspaceItem.owners >= 2 if change < 0 else WorkspaceItem.pk.exists()
    transaction.update(workspace, [WorkspaceItem.owners.add(change)], condition)


def _in_order(memberships: Iterable[Membership]) -> list[Membership]:
    return sorted(memberships, key=lambda one: (one.joined_at, one.user_id, one.workspace_id))
