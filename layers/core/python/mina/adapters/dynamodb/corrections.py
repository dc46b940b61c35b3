"""Overlays of a transcript."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import PutError, TransactWriteError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, Transaction, delete_of_meeting, store
from mina.domain.correction import Comment, Edit, EditKind

if TYPE_CHECKING:
    from datetime import datetime


class EditItem(Item):
    """What a person made of a segment. `previous` is the version that an undo goes back to, 0 the words as heard."""

    text = UnicodeAttribute(null=True)
    speaker = UnicodeAttribute(null=True)
    author_id = UnicodeAttribute()
    author = UnicodeAttribute()
    edited_at = UTCDateTimeAttribute()
    kind = UnicodeAttribute()
    version = NumberAttribute()
    previous = NumberAttribute(default=0)


class CommentItem(Item):
    text = UnicodeAttribute()
    author_id = UnicodeAttribute()
    author = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()
    version = NumberAttribute(default=1)


class VoiceItem(Item):
    """The name that a workspace last gave to a speaker label, and the meeting in which it did."""

    name = UnicodeAttribute()
    meeting_id = UnicodeAttribute(null=True)
    named_at = UTCDateTimeAttribute()


class DynamoCorrections:
    def get(self, session_id: str, seq: int) -> Edit | None:
        try:
            with store():
                return to_edit(EditItem.get(keys.session(session_id), keys.edit(seq), consistent_read=True))
        except EditItem.DoesNotExist:
            return None

    def between(self, session_id: str, first_seq: int, last_seq: int) -> list[Edit]:
        window = EditItem.sk.between(keys.edit(first_seq), keys.edit(last_seq))
        with store():
            return [to_edit(item) for item in EditItem.query(keys.session(session_id), window, consistent_read=True)]

    def history(self, session_id: str, seq: int) -> list[Edit]:
        window = EditItem.sk.between(keys.history(seq), keys.history(seq, 999_999))
        with store():
            return [to_edit(item) for item in EditItem.query(keys.session(session_id), window, consistent_read=True)]

    def save(self, session_id: str, edit: Edit) -> bool:
        is_first = edit.version == 1
        unchanged = EditItem.pk.does_not_exist() if is_first else EditItem.version == edit.version - 1
        try:
            with store(), Transaction() as transaction:
                transaction.save(_edit_item(session_id, keys.edit(edit.seq), edit), condition=unchanged)
                transaction.save(_edit_item(session_id, keys.history(edit.seq, edit.version), edit))
        except TransactWriteError:
            return False
        return True


class DynamoComments:
    def of_session(self, session_id: str, first_seq: int, last_seq: int) -> list[Comment]:
        with store():
            items = CommentItem.query(
                keys.session(session_id), _comments_between(first_seq, last_seq), consistent_read=True
            )
            return [to_comment(item) for item in items]

    def count(self, session_id: str, first_seq: int, last_seq: int) -> dict[int, int]:
        window = _comments_between(first_seq, last_seq)
        with store():
            items = CommentItem.query(keys.session(session_id), window, attributes_to_get=["sk"])
            return dict(Counter(_seq_and_id(item.sk)[0] for item in items))

    def get(self, session_id: str, seq: int, comment_id: str) -> Comment | None:
        try:
            with store():
                return to_comment(CommentItem.get(keys.session(session_id), keys.comment(seq, comment_id)))
        except CommentItem.DoesNotExist:
            return None

    def save(self, session_id: str, comment: Comment) -> bool:
        is_new = comment.version == 1
        unchanged = CommentItem.pk.does_not_exist() if is_new else CommentItem.version == comment.version - 1
        item = CommentItem(
            keys.session(session_id),
            keys.comment(comment.seq, comment.id),
            text=comment.text,
            author_id=comment.author_id,
            author=comment.author,
            created_at=comment.created_at,
            updated_at=comment.updated_at,
            version=comment.version,
        )
        try:
            with store():
                item.save(unchanged)
        except PutError:
            return False
        return True

    def remove(self, session_id: str, comment: Comment) -> None:
        with store():
            CommentItem(keys.session(session_id), keys.comment(comment.seq, comment.id)).delete()


class DynamoVoices:
    def names(self, workspace_id: str) -> dict[str, str]:
        with store():
            items = VoiceItem.query(keys.workspace(workspace_id), VoiceItem.sk.startswith(keys.VOICE_PREFIX))
            return {item.sk.removeprefix(keys.VOICE_PREFIX): item.name for item in items}

    def remember(self, workspace_id: str, label: str, name: str, meeting_id: str, now: datetime) -> None:
        place = keys.workspace(workspace_id), keys.voice(label)
        with store():
            VoiceItem(*place, name=name, meeting_id=meeting_id, named_at=now).save()

    def erase(self, workspace_id: str, meeting_id: str) -> int:
        return delete_of_meeting(VoiceItem, keys.workspace(workspace_id), keys.VOICE_PREFIX, meeting_id)


def _comments_between(first_seq: int, last_seq: int):  # type: ignore[no-untyped-def]  # pynamodb's condition
    return CommentItem.sk.between(keys.comment(first_seq, ""), keys.comment(last_seq, "~"))


def _edit_item(session_id: str, sk: str, edit: Edit) -> EditItem:
    return EditItem(
        keys.session(session_id),
        sk,
        text=edit.text,
        speaker=edit.speaker,
        author_id=edit.author_id,
        author=edit.author,
        edited_at=edit.edited_at,
        kind=edit.kind.value,
        version=edit.version,
        previous=edit.previous,
    )


def to_edit(item: EditItem) -> Edit:
    return Edit(
        seq=int(item.sk.split("#")[1]),
        version=int(item.version),
        author_id=item.author_id,
        author=item.author,
        edited_at=item.edited_at,
        text=item.text,
        speaker=item.speaker,
        previous=int(item.previous),
        kind=EditKind(item.kind),
    )


def to_comment(item: CommentItem) -> Comment:
    seq, comment_id = _seq_and_id(item.sk)
    return Comment(
        id=comment_id,
        seq=seq,
        text=item.text,
        author_id=item.author_id,
        author=item.author,
        created_at=item.created_at,
        updated_at=item.updated_at,
        version=int(item.version),
    )


def _seq_and_id(sk: str) -> tuple[int, str]:
    _, seq, comment_id = sk.split("#", 2)
    return int(seq), comment_id
