"""The items of the one table. They never leave this package: stores turn them into domain objects."""

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


class MeetingItem(Item):
    workspace_id = UnicodeAttribute()
    organizer_id = UnicodeAttribute()
    title = UnicodeAttribute()
    description = UnicodeAttribute(null=True)
    meeting_type = UnicodeAttribute(default="general")
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
    recording_enabled = BooleanAttribute(default=False)
    transcription_enabled = BooleanAttribute(default=True)
    ai_insights_enabled = BooleanAttribute(default=True)
    version = NumberAttribute(default=1)


class EventItem(Item):
    event_id = NumberAttribute()
    kind = UnicodeAttribute()
    body = JSONAttribute()
    created_at = UTCDateTimeAttribute()


class InsightItem(Item):
    """One part of a result: large ones are cut into parts, of which the first tells how many there are."""

    step = UnicodeAttribute()
    revision = NumberAttribute()
    parts = NumberAttribute(default=1)
    body = BinaryAttribute(legacy_encoding=False)
    provenance = JSONAttribute(null=True)
    input_digest = UnicodeAttribute(null=True)
    created_at = UTCDateTimeAttribute()


class UpgradeItem(Item):
    revision = NumberAttribute()


class RunItem(Item):
    revision = NumberAttribute()
    run = NumberAttribute()
    wanted_at = UTCDateTimeAttribute()
    is_rerun = BooleanAttribute(default=False)
    steps: ListAttribute[str] = ListAttribute(default=list)
    state = UnicodeAttribute()
    attempt = NumberAttribute(default=1)
    execution_arn = UnicodeAttribute(null=True)


class DayItem(Item):
    """Sums of one workspace's day, so that a year is 366 items however many meetings it held."""

    meetings = NumberAttribute(default=0)
    segments = NumberAttribute(default=0)
    duration_ms = NumberAttribute(default=0)
    confidence_sum = NumberAttribute(default=0)
    confidence_count = NumberAttribute(default=0)
    insights = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)


class ContributionItem(Item):
    """What one session's insights count with in its day."""

    sums = UnicodeAttribute()
    version = NumberAttribute()


class TotalItem(Item):
    """Sums of a workspace over all its days; an index shows it together with the newest meetings."""

    completed = NumberAttribute(default=0)
    duration_ms = NumberAttribute(default=0)
    open_tasks = NumberAttribute(default=0)


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


class BlockItem(Item):
    """One meeting's postings in one bucket of terms, packed."""

    body = BinaryAttribute(legacy_encoding=False, attr_name="b")


class ChunkItem(Item):
    """The texts of 32 units that search shows, packed."""

    body = BinaryAttribute(legacy_encoding=False, attr_name="b")
    meeting_id = UnicodeAttribute()
    title = UnicodeAttribute()


class ManifestItem(Item):
    """Checksums of what is indexed of a session, by bucket and by chunk."""

    blocks = JSONAttribute()
    chunks = JSONAttribute()
    version = NumberAttribute()


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


class OnceItem(Item):
    """`meeting_id`: what the answer tells of, and goes with."""

    digest = UnicodeAttribute()
    meeting_id = UnicodeAttribute(null=True)
    answer = UnicodeAttribute()
    begun_at = UTCDateTimeAttribute()
    expires_at = TTLAttribute()


class ReceiptItem(Item):
    """That a meeting was erased: numbers and ids, nothing of what it held."""

    meeting_id = UnicodeAttribute()
    erased_at = UTCDateTimeAttribute()
    erased_by = UnicodeAttribute()
    items = NumberAttribute()
    objects = NumberAttribute()
    index_entries = NumberAttribute()
    derived = NumberAttribute()


class AuditItem(Item):
    """Who did what: ids and words of our own, never what anybody said or wrote."""

    entry_id = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    action = UnicodeAttribute()
    actor_id = UnicodeAttribute(null=True)
    subject_id = UnicodeAttribute(null=True)
    detail = UnicodeAttribute(null=True)


class ArchiveItem(Item):
    archive_id = UnicodeAttribute()
    requested_by = UnicodeAttribute()
    requested_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()
    meetings = NumberAttribute(default=0)
    files = JSONAttribute(null=True)
    finished_at = UTCDateTimeAttribute(null=True)
    version = NumberAttribute(default=1)


class HookItem(Item):
    url = UnicodeAttribute()
    events: ListAttribute[str] = ListAttribute(default=list)
    secret = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    is_active = BooleanAttribute(default=True)
    version = NumberAttribute(default=1)


class DeliveryItem(Item):
    workspace_id = UnicodeAttribute()
    event = UnicodeAttribute()
    payload = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    state = UnicodeAttribute()
    attempts = NumberAttribute(default=0)
    last_status = NumberAttribute(null=True)
    last_error = UnicodeAttribute(null=True)
    delivered_at = UTCDateTimeAttribute(null=True)
    expires_at = TTLAttribute()


class CircuitItem(Item):
    phase = UnicodeAttribute()
    failures = NumberAttribute(default=0)
    opened_at = NumberAttribute(default=0)
    probe_until = NumberAttribute(default=0)
    failed_at = NumberAttribute(default=0)
    version = NumberAttribute()


class UseItem(Item):
    """What an account used in one day."""

    meetings = NumberAttribute(default=0)
    uploads = NumberAttribute(default=0)
    exports = NumberAttribute(default=0)
    speech_ms = NumberAttribute(default=0)
    model_tokens = NumberAttribute(default=0)
    microdollars = NumberAttribute(default=0)
    budget_dollars = NumberAttribute(null=True)
    expires_at = TTLAttribute(null=True)


class CostItem(Item):
    """What one session cost: two rows of the same form, for its recording and for all that came after."""

    messages = NumberAttribute(default=0)
    invocations = NumberAttribute(default=0)
    mb_ms = NumberAttribute(default=0)
    write_units = NumberAttribute(default=0)
    read_units = NumberAttribute(default=0)
    transitions = NumberAttribute(default=0)
    sound_ms = NumberAttribute(default=0)
    prompt_tokens = NumberAttribute(default=0)
    cached_tokens = NumberAttribute(default=0)
    completion_tokens = NumberAttribute(default=0)
    model_microdollars = NumberAttribute(default=0)


class RootItem(Item):
    """What of a workspace and of a session tells in which form it is stored, with all that hangs on it."""

    schema = NumberAttribute(null=True)


class MigrationItem(Item):
    """How far a migration has come."""

    after = UnicodeAttribute(null=True)
    seen = NumberAttribute(default=0)
    changed = JSONAttribute()
    is_done = BooleanAttribute(default=False)
