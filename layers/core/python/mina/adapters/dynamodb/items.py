"""The items of the one table. They never leave this package: stores turn them into domain objects."""

from __future__ import annotations

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from mina.adapters.dynamodb.base import Item
from mina.domain.schema import SCHEMA_VERSION


class UserItem(Item):
    name = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    workspace_id = UnicodeAttribute(null=True)
    created_at = UTCDateTimeAttribute()


class WorkspaceItem(Item):
    name = UnicodeAttribute()
    slug = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    retention_days = NumberAttribute(null=True)
    audio_retention_days = NumberAttribute(null=True)
    owners = NumberAttribute(null=True)
    schema = NumberAttribute(null=True, default_for_new=SCHEMA_VERSION)


class SlugItem(Item):
    workspace_id = UnicodeAttribute()


class MemberItem(Item):
    """Two rows of the same form: under the workspace and under the user. Reads the user's own row as well."""

    workspace_id = UnicodeAttribute(null=True)
    user_id = UnicodeAttribute(null=True)
    role = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    joined_at = UTCDateTimeAttribute(null=True)
    seen_on = UnicodeAttribute(null=True)


class ItemWithRow(Item):
    """A meeting's row (see `rows`), as the meeting and the index of rows have it."""

    row_about = BinaryAttribute(legacy_encoding=False, attr_name="ra", null=True)
    row_recorded = BinaryAttribute(legacy_encoding=False, attr_name="rb", null=True)
    row_is_silent = BooleanAttribute(attr_name="rq", null=True)
    row_refinement = UnicodeAttribute(attr_name="s1", null=True)
    row_analytics = UnicodeAttribute(attr_name="s2", null=True)
    row_tasks = UnicodeAttribute(attr_name="s3", null=True)
    row_summary = UnicodeAttribute(attr_name="s4", null=True)


class MeetingItem(ItemWithRow):
    """What has its usual value is not written, so that most meetings stay within 1 KB, one write unit."""

    workspace_id = UnicodeAttribute()
    organizer_id = UnicodeAttribute()
    title = UnicodeAttribute()
    description = UnicodeAttribute(null=True)
    meeting_type = UnicodeAttribute(default="general", null=True)
    status = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    scheduled_at = UTCDateTimeAttribute(null=True)
    expected: ListAttribute[str] = ListAttribute(null=True)
    actual_start = UTCDateTimeAttribute(null=True)
    actual_end = UTCDateTimeAttribute(null=True)
    session_id = UnicodeAttribute(null=True)
    total_segments = NumberAttribute(default=0)
    average_confidence = NumberAttribute(null=True)
    total_duration = NumberAttribute(default=0)
    speakers: ListAttribute[str] = ListAttribute(default=list)
    speaker_names = JSONAttribute(null=True)
    merged_speakers = JSONAttribute(null=True)
    words_edited_at = UTCDateTimeAttribute(null=True)
    erased_at = UTCDateTimeAttribute(null=True)
    erased_by = UnicodeAttribute(null=True)
    sound_erased_at = UTCDateTimeAttribute(null=True)
    open_tasks = NumberAttribute(default=0)
    step_refinement = UnicodeAttribute(null=True)
    step_analytics = UnicodeAttribute(null=True)
    step_tasks = UnicodeAttribute(null=True)
    step_summary = UnicodeAttribute(null=True)
    recording_enabled = BooleanAttribute(default=False, null=True)
    transcription_enabled = BooleanAttribute(default=True, null=True)
    ai_insights_enabled = BooleanAttribute(default=True, null=True)
    version = NumberAttribute(default=1)
    schema = NumberAttribute(null=True, default_for_new=SCHEMA_VERSION)


class TaskItem(Item):
    """`task_key` and `task_order` are missing where a person threw the task away."""

    workspace_id = UnicodeAttribute()
    title = UnicodeAttribute()
    status = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()
    owner = UnicodeAttribute(null=True)
    due_date = UnicodeAttribute(null=True)
    due_phrase = UnicodeAttribute(null=True)
    priority = UnicodeAttribute()
    confidence = NumberAttribute(null=True)
    evidence = JSONAttribute(null=True)
    meeting_id = UnicodeAttribute(null=True)
    meeting_title = UnicodeAttribute(null=True)
    session_id = UnicodeAttribute(null=True)
    source = UnicodeAttribute()
    edited_fields: ListAttribute[str] = ListAttribute(default=list)
    is_deleted = BooleanAttribute(default=False)
    version = NumberAttribute(default=1)
