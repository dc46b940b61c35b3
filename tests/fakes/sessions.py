"""Sessions in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tests.fakes.ledger import FakeLedger
from tests.fakes.memory import Memory

from mina.domain.errors import NotFound
from mina.domain.insight import Step
from mina.domain.meeting import Meeting
from mina.domain.outbox import PipelineRun
from mina.domain.principal import User
from mina.domain.quota import day_of
from mina.domain.session import IDLE_LIMIT, Session, SessionStatus, StepState, WriteState
from mina.domain.workspace import Workspace
from mina.ports.days import DayDelta
from mina.ports.ledger import use_of_seal
from mina.ports.stored import Due, DueKind, OpenOutcome, Seal


class FakeSessions:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def get(self, session_id: str) -> Session | None:
        return self._memory.sessions.get(session_id)

    def write_state(self, session_id: str) -> WriteState | None:
        return self._memory.sessions.get(session_id)

    def open(
        self, session: Session, meeting: Meeting | None, workspace: Workspace | None, user: User | None
    ) -> OpenOutcome:
        memory = self._memory
        if session.id in memory.sessions:
            return OpenOutcome.SESSION_EXISTS
        if meeting and not self._is_free(meeting):
            return OpenOutcome.MEETING_TAKEN
        if workspace and user:
            if user.id in memory.workspace_of_user:
                return OpenOutcome.HAS_WORKSPACE
            if workspace.slug in memory.slugs:
                return OpenOutcome.SLUG_TAKEN
            memory.found(workspace, user)
        if meeting:
            memory.meetings[meeting.id] = meeting
        memory.sessions[session.id] = session
        self._due(session.id, (session.created_at or session.started_at) + IDLE_LIMIT)
        return OpenOutcome.OPENED

    def link(self, session: Session, meeting: Meeting, day: DayDelta | None) -> bool:
        stored = self._memory.sessions.get(session.id)
        if stored is None or stored.workspace_id or meeting.id in self._memory.meetings:
            return False
        if (stored.status, stored.revision) != (session.status, session.revision):
            return False
        self._memory.sessions[session.id] = replace(
            stored,
            workspace_id=meeting.workspace_id,
            meeting_id=meeting.id,
            owner_id=meeting.organizer_id,
            write_capability_hash=session.write_capability_hash,
            read_capability_hash=session.read_capability_hash,
            resume_token_hash=session.resume_token_hash,
        )
        self._memory.meetings[meeting.id] = meeting
        if day and day.meetings:
            self._memory.days.append(day)
        return True

    def admit_recorder(self, session: Session, expected_epoch: int) -> bool:
        stored = self._memory.sessions.get(session.id)
        if stored is None or stored.epoch != expected_epoch:
            return False
        self._change(
            stored,
            recorder_id=session.recorder_id,
            epoch=session.epoch,
            resume_token_hash=session.resume_token_hash,
        )
        return True

    def begin_finalizing(self, session_id: str, declared_last_seq: int | None, finalize_after: datetime) -> Session:
        stored = self._required(session_id)
        if stored.status is not SessionStatus.ACTIVE:
            return stored
        self._due(session_id, finalize_after)
        declared = stored.declared_last_seq if declared_last_seq is None else declared_last_seq
        return self._change(
            stored, status=SessionStatus.FINALIZING, finalize_after=finalize_after, declared_last_seq=declared
        )

    def begin_sealing(self, session_id: str, revision: int, patience_until: datetime) -> Session:
        stored = self._required(session_id)
        if not stored.is_open or stored.revision != revision - 1:
            return stored
        self._due(session_id, patience_until)
        return self._change(stored, is_sealing=True)

    def seal(self, seal: Seal) -> bool:
        sealed, meeting, run = seal.session, seal.meeting, seal.run
        memory, stored = self._memory, self._memory.sessions.get(sealed.id)
        is_sealable = stored and (stored.is_open or stored.status is SessionStatus.COMPLETED)
        if stored is None or not is_sealable or stored.revision != sealed.revision - 1:
            return False
        if (run.session_id, run.run) in memory.runs or (meeting and meeting.id not in memory.meetings):
            return False
        pending = tuple((step, StepState.PENDING) for step in Step)
        kept = {name: getattr(stored, name) for name in ("epoch", "recorder_id", "resume_token_hash", "late_batches")}
        memory.sessions[sealed.id] = replace(sealed, pipeline=pending, is_watched=stored.is_watched, **kept)
        if meeting:
            memory.meetings[meeting.id] = replace(
                memory.meetings[meeting.id],
                status=meeting.status,
                actual_end=meeting.actual_end,
                statistics=meeting.statistics,
                speakers=meeting.speakers,
                pipeline=pending,
            )
        if seal.day:
            memory.days.append(seal.day)
            FakeLedger(memory).add(seal.day.workspace_id, day_of(run.wanted_at), use_of_seal(seal))
        memory.recording_costs[sealed.id] = seal.cost
        memory.runs[run.session_id, run.run] = run
        memory.set_due(DueKind.RUN, run.session_id, run.run, run.wanted_at)
        memory.events[sealed.id, seal.event.event_id] = seal.event
        self._due(sealed.id, seal.due_at)
        return True

    def settle(self, session_id: str, late_batches: int, due_at: datetime | None) -> None:
        stored = self._memory.sessions.get(session_id)
        if stored and stored.late_batches == late_batches:
            self._change(stored, sealed_late_batches=late_batches, is_sealing=False)
            self._due(session_id, due_at)

    def mark_late(self, session_id: str, due_at: datetime) -> None:
        if stored := self._memory.sessions.get(session_id):
            self._change(stored, late_batches=stored.late_batches + 1)
            self._due(session_id, due_at)

    def set_step(self, session_id: str, run: int, step: Step, state: StepState) -> None:
        stored = self._memory.sessions.get(session_id)
        if stored and stored.run == run:
            self._memory.sessions[session_id] = stored.with_step(step, state)

    def set_watched(self, session_id: str, is_watched: bool) -> None:
        if stored := self._memory.sessions.get(session_id):
            self._change(stored, is_watched=is_watched)

    def postpone(self, session_id: str, due_at: datetime) -> None:
        stored = self._memory.sessions.get(session_id)
        if stored and stored.status is SessionStatus.ACTIVE:
            self._due(session_id, due_at)

    def request_run(self, session: Session, run: PipelineRun) -> bool:
        stored = self._memory.sessions.get(session.id)
        if stored is None or (stored.run, stored.revision) != (run.run - 1, run.revision):
            return False
        self._change(stored, run=run.run)
        self._memory.runs[run.session_id, run.run] = run
        self._memory.set_due(DueKind.RUN, run.session_id, run.run, run.wanted_at)
        return True

    def without_workspace(self, owner_id: str) -> list[Session]:
        sessions = self._memory.sessions.values()
        return [s for s in sessions if s.owner_id == owner_id and s.workspace_id is None]

    def due(self, before: datetime) -> list[Due]:
        return self._memory.due_before(before)

    def _is_free(self, meeting: Meeting) -> bool:
        stored = self._memory.meetings.get(meeting.id)
        if meeting.version == 1:
            return stored is None
        return stored is not None and stored.version == meeting.version - 1 and stored.session_id is None

    def _change(self, stored: Session, **fields: object) -> Session:
        changed = replace(stored, **fields)  # type: ignore[arg-type]  # the callers name fields of a session
        self._memory.sessions[stored.id] = changed
        return changed

    def _required(self, session_id: str) -> Session:
        stored = self._memory.sessions.get(session_id)
        if stored is None:
            raise NotFound("There is no such session.")
        return stored

    def _due(self, session_id: str, moment: datetime | None) -> None:
        self._memory.set_due(DueKind.SESSION, session_id, 0, moment)
