"""People correct what was heard: texts, speakers, names. Nothing is lost by it, and everything can be taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.correction import Edit, EditKind
from mina.domain.errors import Conflict, NotFound, PreconditionFailed
from mina.domain.segment import PROMOTED_SEQ_BASE, Segment
from mina.domain.transcript import assemble
from mina.services.meeting_edit import change_meeting
from mina.services.search.index import index_meeting
from mina.services.transcripts import Line, session_of, with_overlays

if TYPE_CHECKING:
    from mina.domain.meeting import Meeting
    from mina.domain.principal import User
    from mina.domain.session import Session
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

TRIES = 5
_GENERIC_LABEL = re.compile(r"(?i)(speaker|spk|person|guest|unknown|s|participant)?[\s_-]*\d*")
"""Labels such as `Speaker 1` are somebody else in every meeting: no name is carried over to them."""


def require_session(meeting: Meeting, stores: Stores) -> Session:
    session = session_of(meeting, stores)
    if session is None:
        raise NotFound("This meeting has no transcript.")
    return session


def line_at(meeting: Meeting, seq: int, stores: Stores) -> Line:
    """Raises `NotFound` where nothing was said at this seq."""
    session = require_session(meeting, stores)
    return with_overlays(session, [_segment(session, seq, stores)], stores, meeting=meeting)[0]


def correct(
    meeting: Meeting,
    seq: int,
    changes: dict[str, str | None],
    by: User,
    if_version: int | None,
    stores: Stores,
    clock: Clock,
) -> tuple[Line, int]:
    """Lay `text` and `speaker`, where given, over a segment; None gives back what was heard.

    Answers the segment as it reads now, and the version of its correction. Raises `NotFound`, `PreconditionFailed`.
    """
    session = require_session(meeting, stores)
    segment = _segment(session, seq, stores)
    for _ in range(TRIES):
        newest = stores.corrections.get(session.id, seq)
        _require(newest, if_version)
        version = newest.version if newest else 0
        text = changes.get("text", newest.text if newest else None)
        edit = Edit(
            seq=seq,
            version=version + 1,
            author_id=by.id,
            author=by.name,
            edited_at=clock.now(),
            text=None if text == segment.text else text,
            speaker=_speaker(changes, newest, segment),
            previous=version,
        )
        if stores.corrections.save(session.id, edit):
            return _shown(meeting, segment, session, stores, clock), edit.version
    raise Conflict("Others keep changing this segment; try again.")


def undo(meeting: Meeting, seq: int, by: User, stores: Stores, clock: Clock) -> tuple[Line, int]:
    """Take back the newest edit that has not been taken back. Raises `Conflict` where there is none."""
    session = require_session(meeting, stores)
    segment = _segment(session, seq, stores)
    for _ in range(TRIES):
        versions = {edit.version: edit for edit in stores.corrections.history(session.id, seq)}
        newest = versions[max(versions)] if versions else None
        if newest is None or _is_untouched(newest):
            raise Conflict("There is nothing to undo: this is what was heard.")
        target = versions.get(newest.previous)
        edit = Edit(
            seq=seq,
            version=newest.version + 1,
            author_id=by.id,
            author=by.name,
            edited_at=clock.now(),
            text=target.text if target else None,
            speaker=target.speaker if target else None,
            previous=target.previous if target else 0,
            kind=EditKind.UNDO,
        )
        if stores.corrections.save(session.id, edit):
            return _shown(meeting, segment, session, stores, clock), edit.version
    raise Conflict("Others keep changing this segment; try again.")


def history(meeting: Meeting, seq: int, stores: Stores) -> list[Edit]:
    """Oldest first. Raises `NotFound` where nothing was said at this seq."""
    session = require_session(meeting, stores)
    _segment(session, seq, stores)
    return stores.corrections.history(session.id, seq)


def name_speaker(meeting_id: str, workspace_id: str, label: str, name: str, stores: Stores, clock: Clock) -> Meeting:
    """Call this speaker so in this meeting, and remember it. Raises `NotFound` for a label that nobody has."""

    def named(meeting: Meeting) -> Meeting:
        _require_label(meeting, label, stores)
        names = tuple({**dict(meeting.speaker_names), label: name}.items())
        return replace(meeting, speaker_names=names, words_edited_at=clock.now())

    meeting = change_meeting(meeting_id, workspace_id, named, None, stores)
    if not is_generic(label):
        stores.voices.remember(workspace_id, label, name, meeting_id, clock.now())
    index_meeting(meeting, stores)
    return meeting


def merge_speakers(meeting_id: str, workspace_id: str, label: str, into: str, stores: Stores, clock: Clock) -> Meeting:
    """Take one speaker for another, in this meeting. Raises `Conflict` where that would go round in a circle."""

    def merged(meeting: Meeting) -> Meeting:
        _require_label(meeting, label, stores)
        _require_label(meeting, into, stores)
        known = dict(meeting.merged_speakers)
        target = known.get(into, into)
        if target == label:
            raise Conflict("These two are merged the other way round already, or are one.")
        moved = {source: target if goal == label else goal for source, goal in known.items()}
        merged_labels = tuple({**moved, label: target}.items())
        return replace(meeting, merged_speakers=merged_labels, words_edited_at=clock.now())

    meeting = change_meeting(meeting_id, workspace_id, merged, None, stores)
    index_meeting(meeting, stores)
    return meeting


def is_generic(label: str) -> bool:
    return _GENERIC_LABEL.fullmatch(label.strip()) is not None


def _require_label(meeting: Meeting, label: str, stores: Stores) -> None:
    """A label of the sealed transcript, or one that a correction has brought in, or one of a live meeting."""
    if label in meeting.speakers:
        return
    session = require_session(meeting, stores)
    edits = stores.corrections.between(session.id, 0, 9_999_999_999)
    labels = {edit.speaker for edit in edits}
    if not session.revision:
        heard = assemble([stored.batch for stored in stores.segments.batches(session.id)])
        labels.update(heard.speakers)
    if label not in labels:
        raise NotFound("Nobody is called so in this meeting.")


def _segment(session: Session, seq: int, stores: Stores) -> Segment:
    if seq >= PROMOTED_SEQ_BASE:
        found = [interim.promoted() for interim in stores.segments.kept_interims(session.id)]
    else:
        found = list(assemble(stores.segments.page(session.id, seq - 1, 1)).segments)
    segment = next((segment for segment in found if segment.seq == seq), None)
    if segment is None:
        raise NotFound("Nothing was said at this place.")
    return segment


def _speaker(changes: dict[str, str | None], newest: Edit | None, segment: Segment) -> str | None:
    speaker = changes.get("speaker", newest.speaker if newest else None)
    return None if speaker == segment.speaker else speaker


def _is_untouched(edit: Edit) -> bool:
    return edit.text is None and edit.speaker is None and edit.previous == 0 and edit.kind is EditKind.UNDO


def _require(newest: Edit | None, if_version: int | None) -> None:
    if if_version is not None and (newest.version if newest else 0) != if_version:
        raise PreconditionFailed("The segment has changed meanwhile; read it again.")


def _shown(meeting: Meeting, segment: Segment, session: Session, stores: Stores, clock: Clock) -> Line:
    """The segment as it reads now; the meeting notes that its words have changed."""

    def touched(now: Meeting) -> Meeting:
        return replace(now, words_edited_at=clock.now())

    changed = change_meeting(meeting.id, meeting.workspace_id, touched, None, stores)
    index_meeting(changed, stores)
    return with_overlays(session, [segment], stores, meeting=meeting)[0]
