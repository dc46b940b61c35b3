"""Step Functions: the transcription of one upload."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from mina.adapters.aws import client
from mina.domain.errors import PipelineUnavailable

if TYPE_CHECKING:
    from mina.domain.upload import Upload


class TranscriptionMachine:
    def __init__(self, machine_arn: str) -> None:
        self._machine_arn = machine_arn

    def start(self, upload: Upload) -> None:
        """The name holds the attempt: whoever starts it again finds it started."""
        payload = json.dumps({"session_id": upload.id}, sort_keys=True)
        try:
            client("stepfunctions").start_execution(
                stateMachineArn=self._machine_arn, name=upload.execution_name, input=payload
            )
        except ClientError as error:
            if str(error.response.get("Error", {}).get("Code")) != "ExecutionAlreadyExists":
                raise PipelineUnavailable("Step Functions did not answer.") from error
        except BotoCoreError as error:
            raise PipelineUnavailable("Step Functions did not answer.") from error
