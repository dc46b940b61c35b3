"""Memberships, invitations and the audit trail in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.fakes.memory import Memory

from mina.domain.audit import AuditEntry
from mina.domain.membership import Invitation, Membership, WorkspaceRole


class FakeMembers:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def active(self, user_id: str) -> Membership | None:
        chosen = self._memory.workspace_of_user.get(user_id)
        mine = self.of_user(user_id)
        return next((one for one in mine if one.workspace_id == chosen), next(iter(mine), None))

    def get(self, workspace_id: str, user_id: str) -> Membership | None:
        return self._memory.members.get((workspace_id, user_id))

    def of_user(self, user_id: str) -> list[Membership]:
        return self._in_order([one for one in self._memory.members.values() if one.user_id == user_id])

    def of_workspace(self, workspace_id: str) -> list[Membership]:
        return self._in_order([one for one in self._memory.members.values() if one.workspace_id == workspace_id])

    def choose(self, membership: Membership) -> bool:
        if self.get(membership.workspace_id, membership.user_id) is None:
            return False
        self._memory.workspace_of_user[membership.user_id] = membership.workspace_id
        return True

    def change_role(self, membership: Membership, role: WorkspaceRole) -> bool:
        if not self._may_change(membership) or (role is not WorkspaceRole.OWNER and self._is_last_owner(membership)):
            return False
        self._memory.members[membership.workspace_id, membership.user_id] = replace(membership, role=role)
        return True

    def remove(self, membership: Membership) -> bool:
        if not self._may_change(membership) or self._is_last_owner(membership):
            return False
        del self._memory.members[membership.workspace_id, membership.user_id]
        if self._memory.workspace_of_user.get(membership.user_id) == membership.workspace_id:
            del self._memory.workspace_of_user[membership.user_id]
            if others := self.of_user(membership.user_id):
                self._memory.workspace_of_user[membership.user_id] = others[0].workspace_id
        return True

    def see(self, membership: Membership, day: date) -> None:
        if self.get(membership.workspace_id, membership.user_id):
            seen = replace(membership, seen_on=day)
            self._memory.members[membership.workspace_id, membership.user_id] = seen

    def _may_change(self, membership: Membership) -> bool:
        stored = self.get(membership.workspace_id, membership.user_id)
        return stored is not None and stored.role is membership.role

    def _is_last_owner(self, membership: Membership) -> bool:
        owners = [one for one in self.of_workspace(membership.workspace_id) if one.role is WorkspaceRole.OWNER]
        return membership.role is WorkspaceRole.OWNER and len(owners) < 2

    def _in_order(self, found: list[Membership]) -> list[Membership]:
        return sorted(found, key=lambda one: (one.joined_at, one.user_id, one.workspace_id))


class FakeInvitations:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def put(self, invitation: Invitation) -> None:
        self._memory.invitations[invitation.token_hash] = invitation

    def by_token(self, token_hash: str) -> Invitation | None:
        return self._memory.invitations.get(token_hash)

    def of_workspace(self, workspace_id: str) -> list[Invitation]:
        return [one for one in self._memory.invitations.values() if one.workspace_id == workspace_id]

    def remove(self, invitation: Invitation) -> None:
        self._memory.invitations.pop(invitation.token_hash, None)

    def accept(self, invitation: Invitation, membership: Membership) -> bool:
        stored = self.by_token(invitation.token_hash)
        key = (membership.workspace_id, membership.user_id)
        if stored is None or stored.uses >= invitation.max_uses or key in self._memory.members:
            return False
        self._memory.invitations[invitation.token_hash] = replace(stored, uses=stored.uses + 1)
        self._memory.members[key] = membership
        self._memory.workspace_of_user[membership.user_id] = membership.workspace_id
        return True


class FakeAudit:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def put(self, entry: AuditEntry) -> None:
        self._memory.audit.setdefault((entry.workspace_id, _position(entry), entry.id), entry)

    def page(self, workspace_id: str, limit: int, after: str | None) -> tuple[list[AuditEntry], str | None]:
        mine = [one for one in self._memory.audit.values() if one.workspace_id == workspace_id]
        mine = sorted((one for one in mine if not after or _position(one) < after), key=_position, reverse=True)
        return mine[:limit], _position(mine[limit - 1]) if len(mine) > limit else None


def _position(entry: AuditEntry) -> str:
    return f"{entry.at.isoformat(timespec='milliseconds')}#{entry.id}"
