"""Reading the index of rows, and giving a row to meetings that bear none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError

from mina.adapters.dynamodb import keys, rows
from mina.adapters.dynamodb.base import assign, store
from mina.adapters.dynamodb.items import ItemWithRow, MeetingItem
from mina.adapters.dynamodb.meeting_items import meeting_item, to_meeting
from mina.domain.meeting import ListedMeeting, listed
from mina.domain.step import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW_PARTS = ("created_key", "row_about", "row_recorded", "row_is_silent", *(f"row_{step}" for step in Step))
ROW_SOURCES = ("version", "status", "total_segments", "average_confidence", *(f"step_{step}" for step in Step))
"""What of a meeting changes under its row, but for what is written together with `version`."""


class RowItem(ItemWithRow):
    """What the index of rows shows of a `MeetingItem` (see `rows`) or a `TotalItem`."""

    status = UnicodeAttribute(null=True)
    open_tasks = NumberAttribute(default=0)
    completed = NumberAttribute(default=0)
    duration_ms = NumberAttribute(default=0)


def to_rows(items: Sequence[RowItem]) -> list[ListedMeeting]:
    """Rows in the order of `items`. Those that bear none are read by their ids; whoever is being erased is left out."""
    found = {item.pk: rows.to_row(item) for item in items}
    missing = {item.pk: item.created_key or "" for item in items if found[item.pk] is None}
    if missing:
        with store():
            whole = list(MeetingItem.batch_get([(pk, keys.MEETING) for pk in missing]))
        found |= {item.pk: listed(to_meeting(item), missing[item.pk]) for item in whole if not item.erased_at}
    return [row for item in items if (row := found[item.pk])]


def bears_true_row(item: MeetingItem) -> bool:
    """Also where it needs none any more, because it is being erased."""
    meeting = to_meeting(item)
    place = keys.listed_at(meeting.created_at, meeting.id)
    is_true = item.created_key == place and rows.to_row(item) == listed(meeting, place)
    return is_true or meeting.erased_at is not None


def write_row(item: MeetingItem) -> bool:
    """False where something that the row is made of has changed since `item` was read."""
    written = meeting_item(to_meeting(item))
    actions = [assign(getattr(MeetingItem, name), getattr(written, name)) for name in ROW_PARTS]
    unchanged = MeetingItem.erased_at.does_not_exist()
    for name in (*ROW_PARTS, *ROW_SOURCES):
        attribute, value = getattr(MeetingItem, name), getattr(item, name)
        unchanged &= attribute.does_not_exist() if value is None else attribute == value
    try:
        with store():
            item.update(actions, unchanged)
    except UpdateError:
        return False
    return True
