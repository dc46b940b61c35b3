"""A failed handler reports its exception's class, and its environment lives on.

Stock: every failure has the type `Runtime.HandlerError`, so Step Functions' Retry and Catch by error name never match,
and the worker process is killed, so that the next call pays a cold start. On AWS the error's type is the class name,
the payload has `stackTrace` and `requestId`, and the execution environment is used again.
"""

from typing import Any

from local.emulator.patching import replace, replace_text, service

_MARK = "__handler_error__"
_STOCK = (
    '_real_stdout.write(json.dumps({"status": "error", "error": str(e), "trace": traceback.format_exc()}) + "\\n")\n'
)
_PATCHED = (
    "traceback.print_exc(file=sys.stderr)\n"
    "            sys.stderr.flush()\n"
    '            _real_stdout.write(json.dumps({"status": "ok", "result": {"MARK": True, "errorMessage": str(e), '
    '"errorType": type(e).__name__, "requestId": context.aws_request_id, '
    '"stackTrace": traceback.format_tb(e.__traceback__)}}) + "\\n")\n'
).replace("MARK", _MARK)


def apply() -> None:
    """Rewrites the worker script, and turns its marked results into function errors."""
    runtime = service("core.lambda_runtime")
    replace(runtime, "_PYTHON_WORKER_SCRIPT", lambda script: replace_text(script, _STOCK, _PATCHED))

    def with_error_payload(stock: Any) -> Any:
        def execute(func: dict[str, Any], event: Any, request_id: str) -> dict[str, Any]:
            result: dict[str, Any] = stock(func, event, request_id)
            body = result.get("body")
            if isinstance(body, dict) and body.pop(_MARK, False):
                return {"body": body, "error": True, "log": result.get("log", "")}
            return result

        return execute

    replace(service("services.lambda_svc"), "_execute_function_warm", with_error_payload)
