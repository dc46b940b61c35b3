"""Step Functions: the writing of one export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from mina.adapters.aws import client
from mina.domain.errors import PipelineUnavailable

if TYPE_CHECKING:
    from mina.domain.archive import Archive


class ExportMachine:
    def __init__(self, machine_arn: str) -> None:
        self._machine_arn = machine_arn

    def start(self, archive: Archive) -> None:
        """The name holds the export: whoever starts it again finds it started."""
        step = {"workspace_id": archive.workspace_id, "archive_id": archive.id, "part": 1, "after": None}
        try:
            client("stepfunctions").start_execution(
                stateMachineArn=self._machine_arn,
                name=f"export-{archive.id}",
                input=json.dumps(step, sort_keys=True),
            )
        except ClientError as error:
            if str(error.response.get("Error", {}).get("Code")) != "ExecutionAlreadyExists":
                raise PipelineUnavailable("Step Functions did not answer.") from error
        except BotoCoreError as error:
            raise PipelineUnavailable("Step Functions did not answer.") from error
