"""The insight pipeline, step by step, as the state machine walks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mina.domain.errors import NotFound
from mina.domain.event import EventKind
from mina.domain.insight import InsightResult, MeetingContext, Method, Provenance, Step
from mina.domain.session import Session, SessionStatus, StepState
from mina.ports.stored import StoredInsight
from mina.services.announce import announce
from mina.services.runs import finish
from mina.services.spending import REVEAL_MEMORY_MB, STEP_MEMORY_MB, Attempt, Spending
from mina.services.transcripts import corrected_segments

if TYPE_CHECKING:
    from mina.domain.segment import Segment
    from mina.ports.broadcaster import Broadcaster
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

UPGRADE_AFTER = timedelta(minutes=10)
PASSING_FAILURES = frozenset({"ModelUnavailable", "ModelTimeout", "ModelThrottled", "ModelCircuitOpen"})
"""Failures that pass by themselves: what was degraded by them is upgraded later without anybody asking."""


@dataclass(frozen=True, slots=True)
class StepInput:
    """What a step reads: the words as people have corrected them, with the names that they gave.

    `upstream` holds the results of the steps before it that are there.
    """

    segments: Sequence[Segment]
    context: MeetingContext
    upstream: dict[Step, InsightResult]


@dataclass(frozen=True, slots=True)
class StepRequest:
    """One state of the machine. `fallback_reason` names the error that made the language model step aside."""

    session_id: str
    revision: int
    run: int
    step: Step
    is_wanted: bool = True
    fallback_reason: str | None = None


Make = Callable[[Step, StepInput, str | None], tuple[InsightResult, Provenance]]
Digest = Callable[[Step, StepInput], str]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """`spending` None: nothing is counted, and the model may always be asked."""

    stores: Stores
    broadcaster: Broadcaster
    clock: Clock
    spending: Spending | None = None

    def run_step(self, request: StepRequest, make: Make, digest_of: Digest) -> StepState:
        """Announce the step, make its result with `make`, keep it, announce that it is ready.

        A step that nobody wants anew and whose input has not changed does nothing and says nothing. One that is wanted
        keeps its result where only local methods could stand in for the model: the new one would be no better. Whatever
        `make` raises is left to the state machine, which knows by the error's name whether to try again, to fall back
        or to go on.
        """
        session = self._session(request)
        with self._attempt(session) as attempt:
            state = self._step(session, request, make, digest_of, attempt)
        self._leave_nothing_of_an_erased(session)
        return state

    def _step(
        self, session: Session, request: StepRequest, make: Make, digest_of: Digest, attempt: Attempt
    ) -> StepState:
        given = self._input(session, request.step)
        digest = digest_of(request.step, given)
        kept = self.stores.insights.get(session.id, request.step)
        is_fresh = kept is not None and kept.input_digest == digest
        if kept is not None and is_fresh and not request.is_wanted:
            # Looked at and found right: what made it doubtful (an edit, a new revision) is older than that now.
            known = replace(kept, revision=request.revision, created_at=self.clock.now())
            self.stores.insights.put(session.id, known)
            return state_of(known)
        self._announce(session, request, f"{request.step}_started", {})
        self._set_state(session, request, StepState.RUNNING)
        reason = request.fallback_reason or self._reason_against_the_model(session)
        is_kept = is_fresh and reason is not None
        if kept is None or not is_kept:
            result, attempt.asked = make(request.step, given, reason)
            kept = StoredInsight(request.step, request.revision, result, attempt.asked, digest, self.clock.now())
            self.stores.insights.put(session.id, kept)
        state = state_of(kept)
        self._set_state(session, request, state)
        body: dict[str, object] = {"method": kept.provenance.method.value, "is_kept": is_kept}
        self._announce(session, request, f"{request.step}_ready", body)
        return state

    def _attempt(self, session: Session, memory_mb: int = STEP_MEMORY_MB) -> AbstractContextManager[Attempt]:
        if self.spending is None:
            return nullcontext(Attempt())
        return self.spending.attempt(session, self.stores, self.clock, memory_mb)

    def _reason_against_the_model(self, session: Session) -> str | None:
        return self.spending.reason_against(session, self.stores, self.clock) if self.spending else None

    def fail_step(self, request: StepRequest, error_name: str) -> None:
        """Record that the step could not be done; the next one runs all the same."""
        session = self._session(request)
        self._announce(session, request, f"{request.step}_started", {})
        self._set_state(session, request, StepState.FAILED)
        self._announce(session, request, f"{request.step}_failed", {"error": error_name})

    def reveal(self, session_id: str, revision: int, run: int) -> dict[str, str]:
        """All steps have ended: show the meeting. Answers each step's state, for the execution's output."""
        session = self._session(StepRequest(session_id, revision, run, Step.SUMMARY))
        with self._attempt(session, REVEAL_MEMORY_MB):
            states = self._reveal(session, revision, run)
        self._leave_nothing_of_an_erased(session)
        return states

    def _reveal(self, session: Session, revision: int, run: int) -> dict[str, str]:
        from mina.services.aftermath import take_in  # by the last state only: the steps do without

        take_in(session, self.stores, self.clock)
        states = {step.value: session.step_state(step).value for step in Step}
        self._want_upgrade(session)
        self._tell(session, run, EventKind.POST_TRANSCRIPTION_REVEAL, {"revision": revision, "steps": dict(states)})
        refresh: dict[str, object] = {"revision": revision, "meeting_id": session.meeting_id}
        self._tell(session, run, EventKind.DASHBOARD_REFRESH, refresh)
        finish(session.id, run, self.stores)
        return states

    def _leave_nothing_of_an_erased(self, session: Session) -> None:
        """A step that was under way while its meeting was erased takes back what it wrote."""
        now = self.stores.sessions.get(session.id)
        if now is None or now.status is SessionStatus.ERASED:
            self.stores.erasure.sweep(session.meeting_id or "", session.id)
            raise NotFound("The session has been erased.")

    def _session(self, request: StepRequest) -> Session:
        session = self.stores.sessions.get(request.session_id)
        if session is None or session.status is SessionStatus.ERASED:
            raise NotFound("The session has been erased.")
        return session

    def _input(self, session: Session, step: Step) -> StepInput:
        meeting = self.stores.meetings.get(session.meeting_id) if session.meeting_id else None
        segments = corrected_segments(session, meeting, self.stores)
        speakers = [segment.speaker for segment in segments if segment.speaker and not segment.is_promoted]
        context = MeetingContext(
            title=meeting.title if meeting else session.title,
            meeting_type=meeting.meeting_type if meeting else session.meeting_type,
            started_at=session.started_at,
            time_zone=session.time_zone,
            participants=tuple(dict.fromkeys(speakers)),
        )
        before = [earlier for earlier in Step if list(Step).index(earlier) < list(Step).index(step)]
        upstream = {earlier: self.stores.insights.get(session.id, earlier) for earlier in before}
        results = {earlier: kept.result for earlier, kept in upstream.items() if kept}
        return StepInput(segments, context, results)

    def _set_state(self, session: Session, request: StepRequest, state: StepState) -> None:
        self.stores.sessions.set_step(session.id, request.run, request.step, state)
        if session.meeting_id and state is not StepState.RUNNING:
            self.stores.meetings.set_pipeline(session.meeting_id, request.step, state)

    def _want_upgrade(self, session: Session) -> None:
        degraded = [step for step in Step if session.step_state(step) is StepState.DEGRADED]
        kept = [self.stores.insights.get(session.id, step) for step in degraded]
        reasons = {insight.provenance.reason for insight in kept if insight}
        if reasons & PASSING_FAILURES:
            self.stores.insights.want_upgrade(session.id, session.revision, self.clock.now() + UPGRADE_AFTER)

    def _announce(self, session: Session, request: StepRequest, kind: str, body: dict[str, object]) -> None:
        numbers: dict[str, object] = {"revision": request.revision, "step": request.step.value}
        self._tell(session, request.run, EventKind(kind), {**numbers, **body})

    def _tell(self, session: Session, run: int, kind: EventKind, body: dict[str, object]) -> None:
        announce(session, run, kind, body, self.stores, self.broadcaster, self.clock)


def state_of(insight: StoredInsight) -> StepState:
    return StepState.DEGRADED if insight.provenance.method is Method.DEGRADED else StepState.READY
