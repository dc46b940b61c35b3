"""The outbox at work: a run that is wanted is started, watched until it has ended, and started again if it broke."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.errors import Unavailable
from mina.domain.outbox import FIRST_CHECK, MAX_ATTEMPTS, NEXT_CHECK, PipelineRun, RunState
from mina.ports.pipeline import ExecutionStatus, PipelineStarter

if TYPE_CHECKING:
    from mina.domain.session import Session
    from mina.domain.step import Step
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores


def start_run(run: PipelineRun, stores: Stores, starter: PipelineStarter, clock: Clock) -> None:
    """Start the pipeline, then note that it was started.

    Safe to repeat: the execution's name follows from the run, so a second start finds the first one. Where the
    state machine does not answer, the row stays wanted, and the stream consumer or the sweeper tries again.
    """
    try:
        arn = starter.start(run)
        started = replace(run, state=RunState.STARTED, execution_arn=arn)
        stores.runs.update(started, due_at=clock.now() + FIRST_CHECK)
    except Unavailable:
        return


def drain(session_id: str, number: int, stores: Stores, starter: PipelineStarter, clock: Clock) -> RunState | None:
    """Bring one due run forward; answers its state, None where it is gone."""
    run = stores.runs.get(session_id, number)
    if run is None or run.state in (RunState.DONE, RunState.GIVEN_UP):
        return run.state if run else None
    if run.state is RunState.WANTED or run.execution_arn is None:
        start_run(run, stores, starter, clock)
        return RunState.STARTED
    status = starter.status(run.execution_arn)
    if status is ExecutionStatus.RUNNING:
        stores.runs.update(run, due_at=clock.now() + NEXT_CHECK)
        return RunState.STARTED
    if status is ExecutionStatus.SUCCEEDED:
        finish(session_id, number, stores)
        return RunState.DONE
    if run.attempt >= MAX_ATTEMPTS:
        stores.runs.update(replace(run, state=RunState.GIVEN_UP), due_at=None)
        return RunState.GIVEN_UP
    start_run(replace(run, attempt=run.attempt + 1), stores, starter, clock)
    return RunState.STARTED


def finish(session_id: str, number: int, stores: Stores) -> None:
    """The run has ended: its row is no longer due."""
    run = stores.runs.get(session_id, number)
    if run:
        stores.runs.update(replace(run, state=RunState.DONE), due_at=None)


def run_again(
    session: Session, steps: tuple[Step, ...], stores: Stores, starter: PipelineStarter, clock: Clock
) -> PipelineRun | None:
    """Make these steps anew for the newest revision. None where another run was asked for at the same moment."""
    run = PipelineRun(
        session_id=session.id,
        revision=session.revision,
        run=session.run + 1,
        wanted_at=clock.now(),
        is_rerun=True,
        steps=steps,
    )
    if not stores.sessions.request_run(session, run):
        return None
    start_run(run, stores, starter, clock)
    return run
