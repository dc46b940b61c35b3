"""What can be found of a meeting: its corrected words, its summary, its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.domain.insight import Step, Summary, SummarySentence
from mina.domain.postings import SUMMARY_BASE, TASK_BASE, Unit, buckets_of, chunks_of
from mina.domain.session import Session, SessionStatus
from mina.ports.search_index import IndexedMeeting
from mina.services.tasks.listing import tasks_of_meeting
from mina.services.transcripts import session_of, whole_transcript

if TYPE_CHECKING:
    from mina.domain.meeting import Meeting
    from mina.ports.stores import Stores


def index_meeting(meeting: Meeting, stores: Stores) -> int:
    """Bring the index in line with the meeting as it is now, once it is over. Answers how many items were written.

    Doing it again writes nothing. A meeting that is erased meanwhile is taken out again.
    """
    session = session_of(meeting, stores)
    if session is None or session.revision == 0:
        return 0
    units = _units(meeting, session, stores)
    indexed = IndexedMeeting(meeting.workspace_id, session.id, meeting.id, meeting.title, session.started_at)
    written = stores.search.replace(indexed, buckets_of(units), chunks_of(units))
    now = stores.sessions.get(session.id)
    if now is None or now.status is SessionStatus.ERASED:
        stores.search.remove(meeting.workspace_id, session.id, session.started_at)
    return written


def _units(meeting: Meeting, session: Session, stores: Stores) -> list[Unit]:
    starts: dict[int, int] = {}
    units: list[Unit] = []
    for number, line in enumerate(whole_transcript(session, stores, meeting)):
        segment = line.segment
        starts[segment.seq] = segment.start_ms
        speaker = line.speaker_name or line.speaker
        units.append(Unit(number, line.text, segment.seq, segment.start_ms, speaker))
    stored = stores.insights.get(session.id, Step.SUMMARY)
    if stored and isinstance(stored.result, Summary):
        for number, sentence in enumerate(_sentences(stored.result), SUMMARY_BASE):
            seq = sentence.evidence[0].seq if sentence.evidence else None
            units.append(Unit(number, sentence.text, seq, starts.get(seq or 0)))
    tasks = sorted(tasks_of_meeting(meeting, stores), key=lambda task: task.id)
    for number, task in enumerate(tasks, TASK_BASE):
        seq = task.evidence[0].seq if task.evidence else None
        units.append(Unit(number, task.title, seq, starts.get(seq or 0), task.owner))
    return units


def _sentences(summary: Summary) -> list[SummarySentence]:
    parts = (summary.overview, summary.key_points, summary.decisions, summary.next_steps)
    found = [sentence for part in (*parts, *(topic.sentences for topic in summary.topics)) for sentence in part]
    return list({sentence.text: sentence for sentence in found}.values())
