from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mina.domain.outbox import PipelineRun


class ExecutionStatus(StrEnum):
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN = "unknown"


class PipelineStarter(Protocol):
    def start(self, run: PipelineRun) -> str:
        """Start the insight pipeline, or find it started: the answer is its execution's ARN either way."""
        ...

    def status(self, execution_arn: str) -> ExecutionStatus: ...

    def seal_later(self, session_id: str, seconds: int, reason: str) -> None:
        """Ask for `finalize` again in `seconds`; asking twice for the same reason is asking once. Best effort."""
        ...
