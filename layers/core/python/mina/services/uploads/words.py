"""The end of a transcription: the words of all parts, joined, become a session and its meeting."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain.connection import Connection
from mina.domain.errors import NotFound
from mina.domain.principal import User
from mina.domain.session import Role, Session, SessionStatus
from mina.domain.upload import Phase, Upload, UploadProblem, UploadStatus
from mina.services.append import Writer, append
from mina.services.join import JoinRequest, join
from mina.services.uploads.desk import Desk, failed
from mina.services.uploads.transcribe import read_plan, read_words
from mina.sound import joining
from mina.sound.utterances import batches_of, segments_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mina.domain.segment import Segment
    from mina.services.finalize import Finalizer

INSTANCE = "recording"


@dataclass(frozen=True, slots=True)
class Recording:
    """A session that is made from words that are all there."""

    session_id: str
    title: str
    started_at: datetime | None
    meeting_type: str = "general"
    time_zone: str = "UTC"
    recording_enabled: bool = False
    workspace_id: str | None = None


def store_recording(recording: Recording, user: User, segments: Iterable[Segment], finalizer: Finalizer) -> Session:
    """Through the same doors as live words: join, append, finalize. Doing it again changes nothing."""
    stores, clock = finalizer.stores, finalizer.clock
    request = JoinRequest(
        session_id=recording.session_id,
        instance_id=INSTANCE,
        role=Role.RECORDER,
        title=recording.title,
        meeting_type=recording.meeting_type,
        time_zone=recording.time_zone,
        started_at=recording.started_at,
        recording_enabled=recording.recording_enabled,
        workspace_id=recording.workspace_id,
    )
    connection = Connection(f"{INSTANCE}-{recording.session_id}", user, clock.now())
    joined = join(request, connection, stores, clock)
    stores.connections.leave(connection.id)
    writer = Writer(joined.session.id, INSTANCE, joined.session.epoch)
    last_seq = 0
    for batch in batches_of(segments):
        append(writer, batch, stores, finalizer.broadcaster, finalizer.starter, clock)
        last_seq = batch.last_seq
    if joined.session.status is SessionStatus.COMPLETED:
        return finalizer.reconcile(joined.session.id).session
    finalizer.finalize(joined.session.id, last_seq, force=True)
    return finalizer.reconcile(joined.session.id).session


def join_words(upload_id: str, desk: Desk) -> Upload:
    """Join what was heard, store it, and finish the upload. Parts that failed are left out and can be tried again."""
    upload = desk.get(upload_id)
    if upload.status is not UploadStatus.PROCESSING:
        return upload
    if upload.parts and not upload.done_parts:
        return desk.change(upload_id, lambda now: failed(now, UploadProblem.TRANSCRIPTION_FAILED))[0]
    desk.change(upload_id, lambda now: replace(now, phase=Phase.JOINING))
    session = _store(upload, desk)
    plan = read_plan(upload, desk)
    problem = UploadProblem.TRUNCATED if plan.is_damaged else None

    def finished(now: Upload) -> Upload | None:
        if now.status is not UploadStatus.PROCESSING:
            return None
        lost = UploadProblem.PARTS_FAILED if now.failed_parts else problem
        return replace(now, status=UploadStatus.COMPLETED, phase=None, problem=lost, meeting_id=session.meeting_id)

    after, _ = desk.change(upload_id, finished)
    if not after.failed_parts:
        clear_work(after, desk)
    return after


def clear_work(upload: Upload, desk: Desk) -> None:
    """Delete what is not needed any more; the recording itself where nobody wants it kept."""
    desk.objects.delete(desk.objects.keys(f"uploads/{upload.id}/work/"))
    if not upload.recording_enabled:
        desk.objects.delete([upload.key])


def _store(upload: Upload, desk: Desk) -> Session:
    plan = read_plan(upload, desk)
    words = {number: read_words(upload, number, desk) for number in upload.done_parts}
    first_seq, mine, is_late = _share(upload, desk)
    retried = frozenset(mine) if is_late else frozenset()
    heard = [one for number, one in joining.join(plan.parts, words, retried) if number in mine]
    user = User(upload.owner_id, upload.owner_name, None, desk.clock.now() + timedelta(hours=1))
    recording = Recording(
        session_id=upload.id,
        title=upload.title,
        started_at=upload.started_at or upload.created_at - timedelta(milliseconds=plan.duration_ms),
        meeting_type=upload.meeting_type,
        time_zone=upload.time_zone,
        recording_enabled=upload.recording_enabled,
        workspace_id=upload.workspace_id,
    )
    return store_recording(recording, user, segments_of(heard, first_seq, "p"), desk.finalizer)


def _share(upload: Upload, desk: Desk) -> tuple[int, set[int], bool]:
    """(first seq, parts, whether others came before) of this attempt: written down before the first word is stored,
    so that a second run of the same attempt stores the same batches."""
    key = f"uploads/{upload.id}/work/share-{upload.attempt:03d}.json"
    try:
        kept = json.loads(desk.objects.read(key))
    except NotFound:
        earlier: set[int] = set()
        for other in desk.objects.keys(f"uploads/{upload.id}/work/share-"):
            earlier |= set(json.loads(desk.objects.read(other))["parts"])
        kept = {
            "first_seq": desk.stores.segments.last_seq(upload.id) + 1,
            "parts": sorted(set(upload.done_parts) - earlier),
            "is_late": bool(earlier),
        }
        desk.objects.put(key, json.dumps(kept).encode(), "application/json")
    return int(kept["first_seq"]), set(kept["parts"]), bool(kept["is_late"])
