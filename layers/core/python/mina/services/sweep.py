"""The sweeper: nothing stays open, unstarted or unreconciled because somebody died."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain.outbox import RunState
from mina.domain.session import IDLE_LIMIT, LIFE_LIMIT, Role, Session, SessionStatus, StepState
from mina.domain.step import Step
from mina.ports.language_model import CircuitBreaker, Prospect
from mina.ports.stored import Due, DueKind
from mina.services.finalize import Finalizer, Pending
from mina.services.runs import drain, run_again

if TYPE_CHECKING:
    from collections.abc import Sequence

UPGRADE_RETRY = timedelta(minutes=10)
OVERDUE_AFTER = timedelta(minutes=5)
"""A session that has been due for so long has outlived several sweeps."""


@dataclass(frozen=True, slots=True)
class Sweeper:
    """`breaker` tells whether the language model is worth asking again; None where there is no model."""

    finalizer: Finalizer
    breaker: CircuitBreaker | None

    def sweep(self, stop_at: datetime | None = None) -> Counter[str]:
        """Look at everything that is due, one by one, until `stop_at`; answers what was done, counted by kind.

        What fails stays due, and the next sweep meets it again. Where it was behind, `oldest_run_seconds` and
        `overdue_sessions` say how far.
        """
        clock, stores = self.finalizer.clock, self.finalizer.stores
        ripe = stores.sessions.due(clock.now())
        done = _backlog(ripe, clock.now())
        for due in ripe:
            if stop_at and clock.now() >= stop_at:
                done["left"] += 1
                continue
            try:
                done[self._look_at(due, done["upgrade_started"] > 0)] += 1
            except Exception as error:  # one item that nobody can handle must not keep all the others waiting
                done[f"failed_{type(error).__name__}"] += 1
        return done

    def _look_at(self, due: Due, has_started: bool) -> str:
        if due.kind is DueKind.RUN:
            return self._run(due)
        if due.kind is DueKind.UPGRADE:
            return self._upgrade(due, has_started)
        return self._session(due.session_id)

    def _session(self, session_id: str) -> str:
        session = self.finalizer.stores.sessions.get(session_id)
        if session is None or session.status is SessionStatus.ERASED:
            return "erased"
        if session.status is SessionStatus.COMPLETED:
            revision = self.finalizer.reconcile(session_id).session.revision
            return "reconciled" if revision == session.revision else "resealed"
        now = self.finalizer.clock.now()
        if session.status is SessionStatus.FINALIZING:
            is_overdue = session.finalize_after is None or now >= session.finalize_after
            outcome = self.finalizer.finalize(session_id, force=is_overdue)
            return "pending" if isinstance(outcome, Pending) else "finalized"
        silent_until = self._last_sign(session) + IDLE_LIMIT
        ends_at = (session.created_at or session.started_at) + LIFE_LIMIT
        if now >= min(silent_until, ends_at):
            self.finalizer.finalize(session_id, force=True)
            return "abandoned"
        self.finalizer.stores.sessions.postpone(session_id, min(silent_until, ends_at))
        return "alive"

    def _last_sign(self, session: Session) -> datetime:
        """The newest of: its creation, what was stored, what its recorder's socket was heard of."""
        stores, broadcaster = self.finalizer.stores, self.finalizer.broadcaster
        signs = [session.created_at or session.started_at]
        stored = stores.segments.last_sign_of_life(session.id)
        signs += [stored] if stored else []
        for connection in stores.connections.of_session(session.id):
            heard = broadcaster.last_active(connection.id) if connection.role is Role.RECORDER else None
            signs += [heard] if heard else []
        return max(signs)

    def _run(self, due: Due) -> str:
        finalizer = self.finalizer
        state = drain(due.session_id, due.number, finalizer.stores, finalizer.starter, finalizer.clock)
        if state is RunState.GIVEN_UP:
            self._close_run(due.session_id, due.number)
        return f"run_{state}" if state else "run_gone"

    def _close_run(self, session_id: str, run: int) -> None:
        """An execution that broke again and again ends as failed steps, not as steps that run for ever."""
        stores = self.finalizer.stores
        session = stores.sessions.get(session_id)
        for step, state in session.pipeline if session else ():
            if state in (StepState.PENDING, StepState.RUNNING):
                stores.sessions.set_step(session_id, run, step, StepState.FAILED)

    def _upgrade(self, due: Due, has_started: bool) -> str:
        """Insights that local methods stood in for are made anew when the model is back; one meeting tries it out."""
        finalizer = self.finalizer
        session = finalizer.stores.sessions.get(due.session_id)
        degraded = tuple(step for step in Step if session and session.step_state(step) is StepState.DEGRADED)
        if session is None or session.revision != due.number or not degraded:
            finalizer.stores.insights.drop_upgrade(due.session_id, due.number)
            return "upgrade_dropped"
        prospect = self.breaker.prospect() if self.breaker else Prospect.SHUT
        if prospect is Prospect.SHUT or (prospect is Prospect.PROBE and has_started):
            finalizer.stores.insights.want_upgrade(session.id, due.number, finalizer.clock.now() + UPGRADE_RETRY)
            return "upgrade_waits"
        finalizer.stores.insights.drop_upgrade(session.id, due.number)
        run_again(session, degraded, finalizer.stores, finalizer.starter, finalizer.clock)
        return "upgrade_started"


def _backlog(ripe: Sequence[Due], now: datetime) -> Counter[str]:
    ages = [(due.kind, now - due.since) for due in ripe if due.since]
    oldest_run = max((age for kind, age in ages if kind is DueKind.RUN), default=timedelta())
    overdue = sum(kind is DueKind.SESSION and age > OVERDUE_AFTER for kind, age in ages)
    return +Counter(oldest_run_seconds=int(oldest_run.total_seconds()), overdue_sessions=overdue)
