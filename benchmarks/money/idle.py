"""What the stack costs while nobody meets: every resource of the templates, with its price or why it has none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from benchmarks.metering import Meter
from benchmarks.money import prices as listed
from local.checkers import TEMPLATES
from local.places import ROOT
from local.template import read_template
from tests.dynamo import database_client, dynamo_stores
from tests.fakes.world import FakeClock, FakePipelines, FakeSockets

from mina.domain import prices
from mina.services.finalize import Finalizer
from mina.services.sweep import Sweeper

MINUTES_MONTH = 43_800
IDLE_BILLED_MS = 30.0
"""A warm sweep that finds nothing: some queries, one after another."""
_PER_USE = "asks only for use"
_PRICED: dict[str, tuple[float, int, str]] = {
    "AWS::KMS::Key": (
        listed.KEY_MONTH,
        0,
        "$1 a month each, and $1 more after each of its first two yearly rotations",
    ),
    "AWS::SecretsManager::Secret": (listed.SECRET_MONTH, 0, "$0.40 each; a model's key is one more"),
    "AWS::CloudWatch::Alarm": (listed.ALARM_MONTH, listed.FREE_ALARMS, "$0.10 each, the first ten free"),
    "AWS::CloudWatch::Dashboard": (listed.DASHBOARD_MONTH, listed.FREE_DASHBOARDS, "$3 each, the first three free"),
}
"""Dollars a month, how many of them are free, and why."""
_FREE: dict[str, str] = {
    "AWS::Serverless::LayerVersion": "free",
    "AWS::IAM": "free",
    "AWS::Lambda::Permission": "free",
    "AWS::ApiGatewayV2": _PER_USE,
    "AWS::Serverless::HttpApi": _PER_USE,
    "AWS::Serverless::StateMachine": _PER_USE,
    "AWS::CloudFront::Distribution": _PER_USE,
    "AWS::CloudFront": "free",
    "AWS::Cognito": "asks for people who sign in",
    "AWS::DynamoDB::Table": "on demand: asks for use, and for what is stored ($0.25 a GB, backups $0.20)",
    "AWS::S3::Bucket": "asks for what is stored",
    "AWS::SQS::Queue": _PER_USE,
    "AWS::SNS": _PER_USE,
    "AWS::Logs": "asks for what is written and kept",
    "AWS::Budgets::Budget": "the first two are free",
    "AWS::CloudFormation::Stack": "free",
    "AWS::Serverless::Function": _PER_USE,
}


_ON_REQUEST = frozenset({"IsLocal", "HasModel", "HasOwnIssuer", "HasEmail", "HasBudget"})
"""Conditions that parameters left as they are do not fulfil."""


@dataclass(frozen=True, slots=True)
class Line:
    """`free_tier` is what is left of `dollars` where this stack is alone in its account."""

    what: str
    count: int
    dollars: float
    free_tier: float
    why: str


def lines() -> list[Line]:
    """Dollars a month, by kind of resource; and what schedules do by themselves.

    Raises:
        ValueError: a template has a kind of resource that nobody has priced.
    """
    resources = {name: resource for path in TEMPLATES for name, resource in _resources(path).items()}
    kinds = Counter(resource["Type"] for resource in resources.values())
    found = [_line(kind, count) for kind, count in sorted(kinds.items())]
    return found + _schedules(resources) + [_metrics()]


def _resources(path: str) -> dict[str, dict[str, Any]]:
    """What a deployment without further wishes has, by template and name."""
    found: dict[str, dict[str, Any]] = read_template(ROOT / path)["Resources"]
    return {f"{path}:{name}": each for name, each in found.items() if each.get("Condition") not in _ON_REQUEST}


def _line(kind: str, count: int) -> Line:
    if kind in _PRICED:
        each, first_free, why = _PRICED[kind]
        return Line(kind, count, count * each, max(0, count - first_free) * each, why)
    why = next((reason for start, reason in _FREE.items() if kind.startswith(start)), "")
    if not why:
        raise ValueError(f"Nobody has said what {kind} costs while it is idle.")
    return Line(kind, count, 0.0, 0.0, why)


def _schedules(resources: dict[str, dict[str, Any]]) -> list[Line]:
    """Functions that run by the clock, each with the requests of a sweep that finds nothing."""
    reads = _reads_of_an_idle_sweep()
    found = []
    for name, resource in resources.items():
        for event in (
            resource.get("Properties", {}).get("Events", {}).values()
            if "Events" in resource.get("Properties", {})
            else []
        ):
            if event["Type"] != "Schedule":
                continue
            times = _times_a_month(event["Properties"]["Schedule"])
            memory = resource["Properties"].get("MemorySize", 512)
            gb_seconds = times * IDLE_BILLED_MS / 1e3 * memory / 1024
            micro = times * prices.MICRODOLLARS_PER_INVOCATION + gb_seconds * prices.MICRODOLLARS_PER_GB_SECOND
            database = times * reads * prices.MICRODOLLARS_PER_READ_UNIT
            logs = times * 600 / 1e9 * listed.LOG_GIGABYTE * 1e6
            is_traced = resource["Properties"].get("Tracing") != "PassThrough"
            traces = times * listed.TRACE * 1e6 if is_traced else 0.0
            dollars = (micro + database + logs + traces) / 1e6
            why = (
                f"{event['Properties']['Schedule']}: {times:,} a month; functions ${micro / 1e6:.3f}, "
                f"reads ${database / 1e6:.3f}, logs ${logs / 1e6:.3f}, traces ${traces / 1e6:.3f}"
            )
            found.append(Line(name.partition(":")[2], times, dollars, database / 1e6, why))
    return found


def _times_a_month(schedule: str) -> int:
    number, unit = schedule.removeprefix("rate(").removesuffix(")").split()
    minutes = {"minute": 1, "hour": 60, "day": 1440}[unit.removesuffix("s")] * int(number)
    return MINUTES_MONTH // minutes


def _reads_of_an_idle_sweep() -> float:
    """Read units of the busiest of them, the sweeper's, on an empty table."""
    with dynamo_stores() as stores:
        clock = FakeClock()
        meter = Meter()
        meter.watch(database_client())
        finalizer = Finalizer(stores, FakeSockets(), FakePipelines(), clock)
        Sweeper(finalizer, None).sweep(stop_at=clock.now())
        return meter.read_units


def _metrics() -> Line:
    """How long the oldest run has waited is told every minute; other metrics exist while something is wrong."""
    return Line("metric that the sweeper tells", 1, listed.METRIC_MONTH, 0.0, "$0.30 each, the first ten free")
