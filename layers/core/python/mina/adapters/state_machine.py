"""Step Functions: the insight pipeline, and the short wait before a seal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from mina.adapters.aws import client
from mina.domain.errors import PipelineUnavailable
from mina.ports.pipeline import ExecutionStatus

if TYPE_CHECKING:
    from mina.domain.outbox import PipelineRun

STATUSES = {
    "RUNNING": ExecutionStatus.RUNNING,
    "PENDING_REDRIVE": ExecutionStatus.RUNNING,
    "SUCCEEDED": ExecutionStatus.SUCCEEDED,
}


class StepFunctionsStarter:
    def __init__(self, pipeline_arn: str, settle_arn: str) -> None:
        self._pipeline_arn = pipeline_arn
        self._settle_arn = settle_arn

    def start(self, run: PipelineRun) -> str:
        payload = {
            "session_id": run.session_id,
            "revision": run.revision,
            "run": run.run,
            "steps": [step.value for step in run.steps],
        }
        return self._start(self._pipeline_arn, run.name, payload)

    def status(self, execution_arn: str) -> ExecutionStatus:
        try:
            answer = self._client.describe_execution(executionArn=execution_arn)
        except ClientError as error:
            if _code(error) == "ExecutionDoesNotExist":
                return ExecutionStatus.FAILED
            raise PipelineUnavailable("Step Functions did not answer.") from error
        except BotoCoreError as error:
            raise PipelineUnavailable("Step Functions did not answer.") from error
        return STATUSES.get(answer["status"], ExecutionStatus.FAILED)

    def seal_later(self, session_id: str, seconds: int, reason: str) -> None:
        try:
            self._start(self._settle_arn, f"{session_id}-{reason}", {"session_id": session_id, "seconds": seconds})
        except PipelineUnavailable:
            return  # the session is due already: the sweeper seals it a little later

    @property
    def _client(self) -> Any:
        return client("stepfunctions")

    def _start(self, machine_arn: str, name: str, payload: dict[str, object]) -> str:
        """The same name finds the same execution: running with this input (answered again) or over (refused)."""
        try:
            started = self._client.start_execution(
                stateMachineArn=machine_arn, name=name, input=json.dumps(payload, sort_keys=True)
            )
        except ClientError as error:
            if _code(error) == "ExecutionAlreadyExists":
                return f"{machine_arn.replace(':stateMachine:', ':execution:')}:{name}"
            raise PipelineUnavailable("Step Functions did not answer.") from error
        except BotoCoreError as error:
            raise PipelineUnavailable("Step Functions did not answer.") from error
        return str(started["executionArn"])


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
