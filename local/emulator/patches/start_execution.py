"""StartExecution is idempotent while an execution of the same name and input runs.

Stock answers ExecutionAlreadyExists at once. On AWS a repeat with the same name and input returns the running
execution (API reference, StartExecution: "idempotent for STANDARD workflows"), which is what makes a retry safe.
"""

import json
from typing import Any

from local.emulator.patching import attribute, replace, service


def apply() -> None:
    """Answers a repeat with the running execution."""
    machine = service("services.stepfunctions")
    executions = attribute(machine, "_executions")

    def idempotent(stock: Any) -> Any:
        def start(data: dict[str, Any]) -> Any:
            running = executions.get(_execution_arn(data))
            if running and running["status"] == "RUNNING" and _same_input(running, data):
                answer = {"executionArn": running["executionArn"], "startDate": running["startDate"]}
                return machine.json_response(answer)
            return stock(data)

        return start

    replace(machine, "_start_execution", idempotent)


def _execution_arn(data: dict[str, Any]) -> str:
    return f"{data.get('stateMachineArn', '').replace(':stateMachine:', ':execution:')}:{data.get('name')}"


def _same_input(execution: dict[str, Any], data: dict[str, Any]) -> bool:
    return bool(json.loads(execution["input"] or "{}") == json.loads(data.get("input") or "{}"))
