"""Step Functions: executions with names that are used once, walking the real steps; and the two-state wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.network import Network

from mina.domain.errors import NotFound, PipelineUnavailable
from mina.domain.insight import Step
from mina.domain.outbox import PipelineRun
from mina.ports.pipeline import ExecutionStatus
from mina.ports.stores import Stores
from mina.services.insights.steps import InsightMaker, digest_of
from mina.services.pipeline import Pipeline, StepRequest

RETRIES = 6
RETRY_MS = 2_000


@dataclass
class StepFunctions:
    """A `PipelineStarter`. `broken`: executions of these names fail as a whole. `is_away`: it does not answer."""

    network: Network
    stores: Stores
    executions: dict[str, ExecutionStatus] = field(default_factory=dict)
    waits: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    is_away: bool = False
    hook: Callable[[str, str], None] = lambda operation, moment: None

    def start(self, run: PipelineRun) -> str:
        self.network.scheduler.pause()
        self.hook("pipeline.start", "before")
        if self.is_away:
            raise PipelineUnavailable("Step Functions did not answer.")
        if run.name not in self.executions:
            self.executions[run.name] = ExecutionStatus.RUNNING
            if run.name in self.broken:
                self.executions[run.name] = ExecutionStatus.FAILED
            else:
                self._walk(run, list(Step))
        self.hook("pipeline.start", "after")
        return f"arn:{run.name}"

    def status(self, execution_arn: str) -> ExecutionStatus:
        self.network.scheduler.pause()
        if self.is_away:
            raise PipelineUnavailable("Step Functions did not answer.")
        return self.executions.get(execution_arn.removeprefix("arn:"), ExecutionStatus.FAILED)

    def seal_later(self, session_id: str, seconds: int, reason: str) -> None:
        name = f"{session_id}-{reason}"
        if name in self.waits or self.is_away:
            return
        self.waits.add(name)
        event = {"session_id": session_id, "seconds": seconds}
        self.network.scheduler.at(seconds * 1000, lambda: self.network.call("finalize/settle", "handler", event))

    def _walk(self, run: PipelineRun, left: list[Step], attempt: int = 0) -> None:
        pipeline = Pipeline(self.stores, self.network, self.network.scheduler.clock)
        maker = InsightMaker(None, None)

        def work() -> object:
            if not left:
                return pipeline.reveal(run.session_id, run.revision, run.run)
            request = StepRequest(run.session_id, run.revision, run.run, left[0], left[0] in run.steps)
            if attempt > RETRIES:
                pipeline.fail_step(request, "StoreUnavailable")
                return None
            return pipeline.run_step(request, maker.make, digest_of)

        self.network.scheduler.spawn(work, lambda answer, failure: self._next(run, left, attempt, failure))

    def _next(self, run: PipelineRun, left: list[Step], attempt: int, failure: BaseException | None) -> None:
        if isinstance(failure, NotFound):
            self.executions[run.name] = ExecutionStatus.SUCCEEDED
        elif failure is not None:
            self.network.failures.append(failure)
            again_ms = RETRY_MS * 2 ** min(attempt, 5)
            self.network.scheduler.at(again_ms, lambda: self._walk(run, left, attempt + 1))
        elif left:
            self._walk(run, left[1:])
        else:
            self.executions[run.name] = ExecutionStatus.SUCCEEDED
