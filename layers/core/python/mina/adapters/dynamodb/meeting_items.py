"""A meeting as an item, with its row in it, and back."""

from __future__ import annotations

from mina.adapters.dynamodb import keys, rows
from mina.adapters.dynamodb.items import MeetingItem
from mina.adapters.dynamodb.progress import to_pipeline, to_statistics
from mina.domain.meeting import Meeting, MeetingStatus


def meeting_item(meeting: Meeting) -> MeetingItem:
    is_over = meeting.status is MeetingStatus.COMPLETED
    item = MeetingItem(
        keys.meeting(meeting.id),
        keys.MEETING,
        workspace_key=keys.workspace(meeting.workspace_id),
        status_key=keys.workspace_status(meeting.workspace_id, meeting.status),
        created_key=keys.listed_at(meeting.created_at, meeting.id),
        task_key=None if is_over else keys.workspace(meeting.workspace_id),
        task_order=None if is_over else agenda(meeting),
        workspace_id=meeting.workspace_id,
        organizer_id=meeting.organizer_id,
        title=meeting.title,
        description=meeting.description or None,
        meeting_type=None if meeting.meeting_type == rows.USUAL_TYPE else meeting.meeting_type,
        status=meeting.status.value,
        created_at=meeting.created_at,
        scheduled_at=meeting.scheduled_at,
        expected=list(meeting.expected) or None,
        actual_start=meeting.actual_start,
        actual_end=meeting.actual_end,
        session_id=meeting.session_id,
        total_segments=meeting.statistics.total_segments,
        average_confidence=meeting.statistics.average_confidence,
        total_duration=meeting.statistics.total_duration,
        speakers=list(meeting.speakers),
        speaker_names=dict(meeting.speaker_names) or None,
        merged_speakers=dict(meeting.merged_speakers) or None,
        words_edited_at=meeting.words_edited_at,
        sound_erased_at=meeting.sound_erased_at,
        open_tasks=meeting.open_tasks,
        recording_enabled=meeting.recording_enabled or None,
        transcription_enabled=None if meeting.transcription_enabled else False,
        ai_insights_enabled=None if meeting.ai_insights_enabled else False,
        version=meeting.version,
    )
    for step, state in meeting.pipeline:
        setattr(item, f"step_{step}", state.value)
    rows.fill(item, meeting)
    return item


def to_meeting(item: MeetingItem) -> Meeting:
    return Meeting(
        id=keys.id_of(item.pk),
        workspace_id=item.workspace_id,
        organizer_id=item.organizer_id,
        title=item.title,
        description=item.description or "",
        meeting_type=item.meeting_type,
        status=MeetingStatus(item.status),
        created_at=item.created_at,
        scheduled_at=item.scheduled_at,
        expected=tuple(item.expected or ()),
        actual_start=item.actual_start,
        actual_end=item.actual_end,
        session_id=item.session_id,
        statistics=to_statistics(item),
        speakers=tuple(item.speakers),
        speaker_names=tuple((item.speaker_names or {}).items()),
        merged_speakers=tuple((item.merged_speakers or {}).items()),
        words_edited_at=item.words_edited_at,
        erased_at=item.erased_at,
        sound_erased_at=item.sound_erased_at,
        open_tasks=int(item.open_tasks),
        pipeline=to_pipeline(item),
        recording_enabled=item.recording_enabled,
        transcription_enabled=item.transcription_enabled,
        ai_insights_enabled=item.ai_insights_enabled,
        version=int(item.version),
    )


def agenda(meeting: Meeting) -> str:
    """Where it stands before the workspace's tasks, until it is over."""
    return keys.agenda(meeting.actual_start or meeting.scheduled_at or meeting.created_at, meeting.id)
