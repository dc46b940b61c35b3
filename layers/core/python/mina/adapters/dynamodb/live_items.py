"""The items that live capture reads and writes. Apart from the others: each model is paid for at a cold start."""

from __future__ import annotations

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    ListAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from mina.adapters.dynamodb.base import Item
from mina.domain.schema import SCHEMA_VERSION


class SessionItem(Item):
    status = UnicodeAttribute()
    title = UnicodeAttribute()
    started_at = UTCDateTimeAttribute()
    created_at = UTCDateTimeAttribute(null=True)
    owner_id = UnicodeAttribute(null=True)
    workspace_id = UnicodeAttribute(null=True)
    meeting_id = UnicodeAttribute(null=True)
    meeting_type = UnicodeAttribute(default="general")
    time_zone = UnicodeAttribute(default="UTC")
    recorder_id = UnicodeAttribute(null=True)
    epoch = NumberAttribute(default=1)
    write_capability_hash = UnicodeAttribute(null=True)
    read_capability_hash = UnicodeAttribute(null=True)
    resume_token_hash = UnicodeAttribute(null=True)
    declared_last_seq = NumberAttribute(null=True)
    finalize_after = UTCDateTimeAttribute(null=True)
    is_sealing = BooleanAttribute(default=False)
    is_watched = BooleanAttribute(default=False)
    late_batches = NumberAttribute(default=0)
    sealed_late_batches = NumberAttribute(default=0)
    completed_at = UTCDateTimeAttribute(null=True)
    first_sealed_at = UTCDateTimeAttribute(null=True)
    revision = NumberAttribute(default=0)
    run = NumberAttribute(default=0)
    digest = UnicodeAttribute(null=True)
    total_segments = NumberAttribute(default=0)
    average_confidence = NumberAttribute(null=True)
    total_duration = NumberAttribute(default=0)
    gaps = JSONAttribute(null=True)
    speakers: ListAttribute[str] = ListAttribute(default=list)
    step_refinement = UnicodeAttribute(null=True)
    step_analytics = UnicodeAttribute(null=True)
    step_tasks = UnicodeAttribute(null=True)
    step_summary = UnicodeAttribute(null=True)
    recording_enabled = BooleanAttribute(default=False)
    schema = NumberAttribute(null=True, default_for_new=SCHEMA_VERSION)


class BatchItem(Item):
    """`body` is the batch as zlib-compressed JSON rows (`mina.domain.segment.canonical`), `size` its length.

    `is_held`: it has been acknowledged as a repeat, so whoever stored it must not withdraw it any more.
    """

    body = BinaryAttribute(legacy_encoding=False, attr_name="b")
    size = NumberAttribute(attr_name="n")
    digest = UnicodeAttribute(attr_name="d")
    epoch = NumberAttribute(attr_name="e")
    stored_at = UnicodeAttribute(attr_name="t")
    is_held = BooleanAttribute(attr_name="h", null=True)


class InterimItem(Item):
    rev = NumberAttribute()
    text = UnicodeAttribute()
    start_ms = NumberAttribute()
    end_ms = NumberAttribute()
    speaker = UnicodeAttribute(null=True)
    stored_at = UnicodeAttribute()
    expires_at = TTLAttribute(null=True)


class ConnectionItem(Item):
    """Three rows of the same form: by itself, under its session, under its workspace."""

    user_id = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    token_expires_at = UTCDateTimeAttribute(null=True)
    connected_at = UTCDateTimeAttribute()
    session_id = UnicodeAttribute(null=True)
    workspace_id = UnicodeAttribute(null=True)
    instance_id = UnicodeAttribute(null=True)
    role = UnicodeAttribute(null=True)
    epoch = NumberAttribute(default=0)
    expires_at = TTLAttribute(null=True)


class TicketItem(Item):
    user_id = UnicodeAttribute()
    name = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    token_expires_at = UTCDateTimeAttribute()
    valid_until = UTCDateTimeAttribute()
    expires_at = TTLAttribute()
