"""Share links: by their token's hash, and listed under their meeting."""

from __future__ import annotations

from pynamodb.attributes import ListAttribute, TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, Transaction, store
from mina.domain.share import Section, Share


class ShareItem(Item):
    """Two rows of the same form: under its token's hash, and under its meeting."""

    share_id = UnicodeAttribute()
    meeting_id = UnicodeAttribute()
    workspace_id = UnicodeAttribute()
    token_hash = UnicodeAttribute()
    sections: ListAttribute[str] = ListAttribute(default=list)
    created_by = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    valid_until = UTCDateTimeAttribute(null=True)
    expires_at = TTLAttribute(null=True)


class DynamoShares:
    def put(self, share: Share) -> None:
        with store(), Transaction() as transaction:
            for pk, sk in _places(share):
                transaction.save(_item(pk, sk, share))

    def by_token(self, token_hash: str) -> Share | None:
        try:
            with store():
                return to_share(ShareItem.get(keys.share(token_hash), keys.SHARE, consistent_read=True))
        except DoesNotExist:
            return None

    def of_meeting(self, meeting_id: str) -> list[Share]:
        with store():
            items = ShareItem.query(
                keys.meeting(meeting_id), ShareItem.sk.startswith(keys.SHARE_PREFIX), consistent_read=True
            )
            return [to_share(item) for item in items]

    def remove(self, share: Share) -> None:
        with store(), Transaction() as transaction:
            for pk, sk in _places(share):
                transaction.delete(ShareItem(pk, sk))


def _places(share: Share) -> tuple[tuple[str, str], tuple[str, str]]:
    listed = f"{keys.SHARE_PREFIX}{share.id}"
    return (keys.share(share.token_hash), keys.SHARE), (keys.meeting(share.meeting_id), listed)


def _item(pk: str, sk: str, share: Share) -> ShareItem:
    return ShareItem(
        pk,
        sk,
        share_id=share.id,
        meeting_id=share.meeting_id,
        workspace_id=share.workspace_id,
        token_hash=share.token_hash,
        sections=[section.value for section in share.sections],
        created_by=share.created_by,
        created_at=share.created_at,
        valid_until=share.expires_at,
        expires_at=share.expires_at,
    )


def to_share(item: ShareItem) -> Share:
    return Share(
        id=item.share_id,
        meeting_id=item.meeting_id,
        workspace_id=item.workspace_id,
        token_hash=item.token_hash,
        sections=tuple(Section(section) for section in item.sections),
        created_by=item.created_by,
        created_at=item.created_at,
        expires_at=item.valid_until,
    )
