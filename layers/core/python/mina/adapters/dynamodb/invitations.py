"""Invitations: by their token's hash, and listed under their workspace."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, Transaction, store
from mina.adapters.dynamodb.items import UserItem
from mina.adapters.dynamodb.members import add_membership
from mina.domain.membership import Invitation, Membership, WorkspaceRole


class InvitationItem(Item):
    """Two rows of the same form: under its token's hash, and under its workspace."""

    invitation_id = UnicodeAttribute()
    workspace_id = UnicodeAttribute()
    token_hash = UnicodeAttribute()
    role = UnicodeAttribute()
    created_by = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    valid_until = UTCDateTimeAttribute()
    max_uses = NumberAttribute(default=1)
    uses = NumberAttribute(default=0)
    expires_at = TTLAttribute()


class DynamoInvitations:
    def put(self, invitation: Invitation) -> None:
        with store(), Transaction() as transaction:
            for pk, sk in _places(invitation):
                transaction.save(_item(pk, sk, invitation))

    def by_token(self, token_hash: str) -> Invitation | None:
        try:
            with store():
                item = InvitationItem.get(keys.invitation(token_hash), keys.INVITATION, consistent_read=True)
        except DoesNotExist:
            return None
        return to_invitation(item)

    def of_workspace(self, workspace_id: str) -> list[Invitation]:
        with store():
            items = InvitationItem.query(
                keys.workspace(workspace_id),
                InvitationItem.sk.startswith(keys.INVITATION_PREFIX),
                consistent_read=True,
            )
            return [to_invitation(item) for item in items]

    def remove(self, invitation: Invitation) -> None:
        with store(), Transaction() as transaction:
            for pk, sk in _places(invitation):
                transaction.delete(InvitationItem(pk, sk))

    def accept(self, invitation: Invitation, membership: Membership) -> bool:
        is_open = InvitationItem.pk.exists() & (InvitationItem.uses < invitation.max_uses)
        try:
            with store(), Transaction() as transaction:
                for pk, sk in _places(invitation):
                    transaction.update(InvitationItem(pk, sk), [InvitationItem.uses.add(1)], is_open)
                add_membership(transaction, membership)
                transaction.update(
                    UserItem(keys.user(membership.user_id), keys.USER),
                    [UserItem.workspace_id.set(membership.workspace_id)],
                    UserItem.pk.exists(),
                )
        except TransactWriteError:
            return False
        return True


def _places(invitation: Invitation) -> tuple[tuple[str, str], tuple[str, str]]:
    by_token = keys.invitation(invitation.token_hash), keys.INVITATION
    return by_token, (keys.workspace(invitation.workspace_id), keys.invitation(invitation.id))


def _item(pk: str, sk: str, invitation: Invitation) -> InvitationItem:
    return InvitationItem(
        pk,
        sk,
        invitation_id=invitation.id,
        workspace_id=invitation.workspace_id,
        token_hash=invitation.token_hash,
        role=invitation.role.value,
        created_by=invitation.created_by,
        created_at=invitation.created_at,
        valid_until=invitation.expires_at,
        max_uses=invitation.max_uses,
        uses=invitation.uses,
        expires_at=invitation.expires_at,
    )


def to_invitation(item: InvitationItem) -> Invitation:
    return Invitation(
        id=item.invitation_id,
        workspace_id=item.workspace_id,
        token_hash=item.token_hash,
        role=WorkspaceRole(item.role),
        created_by=item.created_by,
        created_at=item.created_at,
        expires_at=item.valid_until,
        max_uses=int(item.max_uses),
        uses=int(item.uses),
    )
