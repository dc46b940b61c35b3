"""RedriveExecution exists.

Stock does not know the request, and a failed execution keeps its name for good, so a pipeline that failed locally could
never run again under the name that the product derives for it. Unlike AWS the execution runs again from its first state
and not from the one that failed, so steps that had succeeded run twice: they are idempotent by design.
"""

import contextvars
import json
import threading
from collections.abc import Awaitable, Callable
from typing import Any

from local.emulator.patching import attribute, replace, service

_REDRIVABLE = ("FAILED", "ABORTED", "TIMED_OUT")


def apply() -> None:
    """Adds the request to those that the service answers."""
    machine = service("services.stepfunctions")
    for name in ("_executions", "_run_execution", "_add_event", "_emit_execution_status_event", "_finalize_response"):
        attribute(machine, name)

    def with_redrive(stock: Callable[..., Awaitable[Any]]) -> Any:
        async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: Any) -> Any:
            if headers.get("x-amz-target", "").endswith(".RedriveExecution"):
                return machine._finalize_response(_redrive(machine, json.loads(body)["executionArn"]))
            return await stock(method, path, headers, body, query)

        return handle

    replace(machine, "handle_request", with_redrive)


def _redrive(machine: Any, arn: str) -> Any:
    execution = machine._executions.get(arn)
    if execution is None:
        return machine.error_response_json("ExecutionDoesNotExist", f"Execution {arn} not found", 400)
    if execution["status"] not in _REDRIVABLE:
        text = f"Execution is {execution['status']} and cannot be redriven"
        return machine.error_response_json("ExecutionNotRedrivable", text, 400)
    for key in ("error", "cause"):
        execution.pop(key, None)
    count = execution["redriveCount"] = execution.get("redriveCount", 0) + 1
    date = execution["redriveDate"] = machine.now_iso()
    execution.update(status="RUNNING", stopDate=None, output=None)
    machine._add_event(execution, "ExecutionRedriven", {"executionRedrivenEventDetails": {"redriveCount": count}})
    machine._emit_execution_status_event(execution)
    run = contextvars.copy_context().run
    threading.Thread(target=run, args=(machine._run_execution, arn), daemon=True).start()
    return machine.json_response({"redriveDate": date})
