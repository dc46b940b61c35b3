"""One logger for all functions. What may be logged is listed here: ids, numbers, names of things; never words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        "cause",
    ]
)

METRICS: Mapping[str, MetricUnit] = {
    "OldestRunAge": MetricUnit.Seconds,
    "OverdueSessions": MetricUnit.Count,
    "SweepFailures": MetricUnit.Count,
    "ReconcileMismatches": MetricUnit.Count,
    "RunsGivenUp": MetricUnit.Count,
    "StepsDegraded": MetricUnit.Count,
    "StepFailures": MetricUnit.Count,
    "StepDuration": MetricUnit.Milliseconds,
    "BreakerOpen": MetricUnit.Count,
    "PushFailures": MetricUnit.Count,
    "StoreUnavailable": MetricUnit.Count,
    "LimitsReached": MetricUnit.Count,
    "Failures": MetricUnit.Count,
}
"""All that is measured; `infra/operations.yaml` has an alarm or a graph for each."""


def note(message: str, **fields: object) -> None:
    """One line. A field that is not on the list is a mistake of ours, and is left out."""
    logger.info(message, extra={name: value for name, value in fields.items() if name in FIELDS})


def measure(name: str, value: float = 1) -> None:
    """One value of one of `METRICS`, as a log line in CloudWatch's embedded metric format. Costs no request."""
    with single_metric(name=name, unit=METRICS[name], value=value, namespace="Mina"):
        return


def push_lost(cause: str) -> None:
    """A push that did not arrive; what it told is stored, and asked for at the next join."""
    note("push lost", cause=cause)
    measure("PushFailures")


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
    measure("Failures")
