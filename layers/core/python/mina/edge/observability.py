"""One logger for all functions. What may be logged is listed here: ids, numbers, names of things; never words."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

logger = Logger(service="mina", log_uncaught_exceptions=False, utc=True)

FIELDS = frozenset(
    [
        "session_id",
        "meeting_id",
        "workspace_id",
        "connection_id",
        "route",
        "action",
        "code",
        "status",
        "revision",
        "run",
        "step",
        "method",
        "count",
        "bytes",
        "first_seq",
        "outcome",
        "error",
        "reference",
        "duration_ms",
        "execution",
        "done",
    ]
)


def note(message: str, **fields: object) -> None:
    """One line. A field that is not on the list is a mistake of ours, and is left out."""
    logger.info(message, extra={name: value for name, value in fields.items() if name in FIELDS})


def cause_of(error: BaseException) -> str | None:
    """What stood behind a translated error: its type and, where a service said one, the service's code."""
    cause = error.__cause__
    if cause is None:
        return None
    code = getattr(cause, "cause_response_code", None)
    return f"{type(cause).__name__}:{code}" if code else type(cause).__name__


def note_failure(message: str, error: Exception, **fields: object) -> None:
    """An unexpected exception, once, with its trace and without its text, which may hold what people said."""
    frames: list[str] = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    allowed: dict[str, Any] = {name: value for name, value in fields.items() if name in FIELDS}
    logger.error(message, extra={**allowed, "error": type(error).__name__, "frames": frames})
