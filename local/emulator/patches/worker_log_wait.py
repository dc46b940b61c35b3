"""A handler that logs nothing is not made to wait for its log.

Stock waits 50 ms after each invocation for a first line on stderr. The worker flushes stderr before it answers, so a
line that exists is there within a millisecond or two; waiting longer only slows every call down.
"""

from typing import Any

from local.emulator.patching import replace, service

_FIRST_LINE_WAIT_SECONDS = 0.002
_IDLE_CONFIRM_SECONDS = 0.001


def apply() -> None:
    """Shortens the two waits; the hard cap stays as it is."""

    def briefly(stock: Any) -> Any:
        def drain(worker: Any) -> str:
            log: str = stock(worker, first_line_wait=_FIRST_LINE_WAIT_SECONDS, idle_confirm=_IDLE_CONFIRM_SECONDS)
            return log

        return drain

    replace(service("core.lambda_runtime").Worker, "_drain_stderr_bounded", briefly)
