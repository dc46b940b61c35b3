"""What has been decided and is not done yet: the pipeline runs that a seal or a person asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mina.domain.session import execution_name
from mina.domain.step import Step

FIRST_CHECK = timedelta(minutes=2)
NEXT_CHECK = timedelta(minutes=5)
MAX_ATTEMPTS = 4


class RunState(StrEnum):
    WANTED = "wanted"
    STARTED = "started"
    DONE = "done"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class PipelineRun:
    """One row of the outbox. It stays due until its execution has ended well.

    `steps` are those to make anew; the others are kept where their input has not changed. `attempt` counts
    executions, from 1: an execution that failed as a whole is started again under a name of its own.
    """

    session_id: str
    revision: int
    run: int
    wanted_at: datetime
    is_rerun: bool = False
    steps: tuple[Step, ...] = tuple(Step)
    state: RunState = RunState.WANTED
    attempt: int = 1
    execution_arn: str | None = None

    @property
    def name(self) -> str:
        plain = execution_name(self.session_id, self.revision, self.run, self.is_rerun)
        return plain if self.attempt == 1 else f"{plain}-x{self.attempt}"
