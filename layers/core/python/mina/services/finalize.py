"""The one finalize behind every door: the socket, both HTTP routes, the timer and the sweeper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain import seqs
from mina.domain.cost import MeetingCost, cost_of_recording
from mina.domain.errors import Forbidden, NotFound, Sealed, StoreUnavailable
from mina.domain.event import Event, EventKind
from mina.domain.meeting import MeetingStatus
from mina.domain.outbox import PipelineRun
from mina.domain.session import GAP_GRACE, SEAL_PATIENCE, Session, SessionStatus, execution_name
from mina.domain.transcript import Transcript, assemble, statistics
from mina.ports.stored import Seal
from mina.services.announce import event_of, tell
from mina.services.days import day_delta
from mina.services.runs import start_run
from mina.services.workspaces import link, recording_workspace

if TYPE_CHECKING:
    from mina.ports.broadcaster import Broadcaster
    from mina.ports.clock import Clock
    from mina.ports.pipeline import PipelineStarter
    from mina.ports.stores import Stores

RECONCILE_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finalized:
    """The session as it was sealed: the same for every caller."""

    session: Session

    @property
    def execution(self) -> str:
        return execution_name(self.session.id, self.session.revision, self.session.run)


@dataclass(frozen=True, slots=True)
class Pending:
    """Words are missing: send them and ask again, or wait until `seals_at`."""

    session_id: str
    missing: seqs.Ranges
    seals_at: datetime


@dataclass(frozen=True, slots=True)
class Finalizer:
    """What finalizing needs."""

    stores: Stores
    broadcaster: Broadcaster
    starter: PipelineStarter
    clock: Clock

    def finalize(self, session_id: str, last_seq: int | None = None, force: bool = False) -> Finalized | Pending:
        """Seal the session and start its insights: once, however many ask, and with the same answer to all.

        `last_seq` is how far the client says it counted; where seqs up to there are missing, the answer is
        `Pending` until they have come, ten seconds have passed, or `force` is set; the gaps are recorded then.
        A session that is completed already answers as it is. Raises `NotFound`, `Sealed`, `StoreUnavailable`.
        """
        session = self._get(session_id)
        now = self.clock.now()
        if session.status is SessionStatus.ACTIVE:
            session = self.stores.sessions.begin_finalizing(session_id, last_seq, now + GAP_GRACE)
        if session.status is SessionStatus.COMPLETED:
            return Finalized(session)
        declared = max(last_seq or 0, session.declared_last_seq or 0)
        gaps = seqs.missing(self.stores.segments.ranges(session_id), declared) if declared else ()
        seals_at = session.finalize_after or now
        if gaps and not force and now < seals_at:
            self.starter.seal_later(session_id, int(GAP_GRACE.total_seconds()), "gaps")
            return Pending(session_id, gaps, seals_at)
        return self.seal(session, declared)

    def reconcile(self, session_id: str) -> Finalized:
        """Compare what is stored with what was sealed, and seal a new revision where words came late."""
        session = self._get(session_id)
        return self.seal(session, session.declared_last_seq or 0)

    def seal(self, session: Session, declared_last_seq: int) -> Finalized:
        """Seal the next revision of `session`, unless nothing has changed since the last one."""
        revision = session.revision + 1
        if session.is_open:
            patience = self.clock.now() + SEAL_PATIENCE
            session = self.stores.sessions.begin_sealing(session.id, revision, patience)
        if session.revision >= revision:
            return Finalized(session)
        session = self._with_workspace(session)
        transcript, cost = self._heard(session)
        if session.revision and transcript.digest == session.digest:
            due_at = self._closing_time(session)
            self.stores.sessions.settle(session.id, session.late_batches, due_at)
            return Finalized(session)
        sealed = self._sealed(session, revision, transcript, declared_last_seq)
        # What is promoted is kept before it is sealed: whoever dies in between has kept too much, never too little.
        self.stores.segments.keep_interims(sealed.id, [s.utterance_id for s in transcript.promoted])
        event, run = self._event(sealed), PipelineRun(sealed.id, revision, sealed.run, self.clock.now())
        if not self.stores.sessions.seal(replace(self._parts(session, sealed, run, event, transcript), cost=cost)):
            return self._sealed_by_another(sealed)
        tell(sealed, event, self.stores, self.broadcaster)
        start_run(run, self.stores, self.starter, self.clock)
        return Finalized(sealed)

    def _get(self, session_id: str) -> Session:
        session = self.stores.sessions.get(session_id)
        if session is None:
            raise NotFound("There is no such session.")
        if session.status is SessionStatus.ERASED:
            raise Sealed("This session has been erased.")
        return session

    def _with_workspace(self, session: Session) -> Session:
        """A session that was recorded while its workspace could not be made gets it now, if that works by now."""
        if session.workspace_id or not session.owner_id:
            return session
        try:
            workspace = recording_workspace(session.owner_id, self.stores)
            if workspace:
                link(session, workspace, session.owner_id, self.stores, self.clock)
        except (StoreUnavailable, Forbidden):
            return session
        return self._get(session.id)

    def _heard(self, session: Session) -> tuple[Transcript, MeetingCost]:
        """The words, and what taking them in has cost."""
        stored, guesses = self.stores.segments.batches(session.id), self.stores.segments.interims(session.id)
        cost = cost_of_recording([one.size for one in stored], [guess.rev for guess in guesses])
        return assemble([one.batch for one in stored], guesses), cost

    def _sealed(self, session: Session, revision: int, transcript: Transcript, declared: int) -> Session:
        now = self.clock.now()
        return replace(
            session,
            status=SessionStatus.COMPLETED,
            is_sealing=False,
            revision=revision,
            run=session.run + 1,
            digest=transcript.digest,
            completed_at=session.completed_at or now,
            first_sealed_at=session.first_sealed_at or now,
            sealed_late_batches=session.late_batches,
            statistics=statistics(transcript.segments),
            gaps=seqs.missing(transcript.stored, max(declared, transcript.last_seq)),
            speakers=transcript.speakers,
        )

    def _parts(self, before: Session, sealed: Session, run: PipelineRun, event: Event, transcript: Transcript) -> Seal:
        meeting = self.stores.meetings.get(sealed.meeting_id) if sealed.meeting_id else None
        if meeting:
            meeting = replace(
                meeting,
                status=MeetingStatus.COMPLETED,
                actual_end=meeting.actual_end or _end_of(sealed, transcript),
                statistics=sealed.statistics,
                speakers=sealed.speakers,
            )
        due_at = self.clock.now() + RECONCILE_AFTER
        return Seal(sealed, meeting, day_delta(before, sealed), run, event, due_at)

    def _sealed_by_another(self, sealed: Session) -> Finalized:
        session = self._get(sealed.id)
        if session.revision < sealed.revision:
            raise StoreUnavailable("The session could not be sealed; try again.")
        return Finalized(session)

    def _event(self, sealed: Session) -> Event:
        numbers = sealed.statistics
        body: dict[str, object] = {
            "revision": sealed.revision,
            "meeting_id": sealed.meeting_id,
            "total_segments": numbers.total_segments,
            "average_confidence": numbers.average_confidence,
            "total_duration": numbers.total_duration,
        }
        return event_of(sealed, sealed.run, EventKind.SESSION_FINALIZED, body, self.clock)

    def _closing_time(self, session: Session) -> datetime | None:
        """Late words are looked for once more when they are no longer let in, and never again."""
        if session.first_sealed_at is None or not session.takes_late_words(self.clock.now()):
            return None
        return session.first_sealed_at + timedelta(hours=24, minutes=1)


def _end_of(sealed: Session, transcript: Transcript) -> datetime:
    """When the meeting ended by its own clock: a transcript that is played back, later or faster, keeps its length."""
    last_ms = max((segment.end_ms for segment in transcript.segments), default=0)
    spoken_until = sealed.started_at + timedelta(milliseconds=last_ms)
    completed = sealed.completed_at or sealed.started_at
    is_of_another_day = sealed.created_at is not None and sealed.started_at < sealed.created_at - timedelta(minutes=1)
    return spoken_until if is_of_another_day else max(completed, spoken_until)
