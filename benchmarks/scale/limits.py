"""The quotas of AWS that a recording system meets: their defaults, whether they can be raised, and what meets them."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_CONCURRENCY = 1_000
MODEL_SECONDS = 40
"""Assumed: four steps that mostly wait for the model, each in a function."""


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` a second, or at once. `per_meeting` is how much of it one meeting uses, on average while it lasts."""

    name: str
    most: float
    per_meeting: float
    change: str

    @property
    def meetings(self) -> float:
        """How many meetings at once meet it."""
        return self.most / self.per_meeting if self.per_meeting else float("inf")


@dataclass(frozen=True, slots=True)
class Rates:
    """What one meeting asks for in a second, from the counted hour."""

    messages_in: float
    invocations: float
    busy_functions: float
    """How many function environments it keeps busy, on average."""
    write_units: float
    index_units_of_one_workspace: float
    read_units: float
    connects: float
    insight_seconds: float
    """Function time of its insights, by the seconds that it lasts."""
    transitions: float
    starts: float


def limits_of(rates: Rates) -> list[Limit]:
    """In the order in which meetings meet them, by the account's defaults in us-east-1."""
    found = [
        Limit(
            "API Gateway: requests a second of the account",
            10_000,
            rates.messages_in,
            "raise the quota; frames of ten segments halve it",
        ),
        Limit(
            "API Gateway: new connections a second",
            500,
            rates.connects,
            "raise the quota; clients wait at random before they come back",
        ),
        Limit(
            "Lambda: executions at once, local insights",
            DEFAULT_CONCURRENCY,
            rates.busy_functions + rates.insight_seconds,
            "raise the quota (tens of thousands are usual)",
        ),
        Limit(
            f"Lambda: executions at once, a model that takes {MODEL_SECONDS} s a meeting",
            DEFAULT_CONCURRENCY,
            rates.busy_functions + MODEL_SECONDS / 3_600,
            "raise the quota; `PipelineConcurrency` keeps insights from taking it all, and words go on",
        ),
        Limit(
            "DynamoDB: write units a second of a new table",
            4_000,
            rates.write_units,
            "warm throughput, or wait: it doubles within half an hour",
        ),
        Limit(
            "DynamoDB: write units a second of the table, by quota",
            40_000,
            rates.write_units,
            "raise the quota",
        ),
        Limit(
            "DynamoDB: read units a second of the table, by quota",
            40_000,
            rates.read_units,
            "raise the quota",
        ),
        Limit(
            "DynamoDB: one workspace's index partition",
            1_000,
            rates.index_units_of_one_workspace,
            "shards in the workspace's key; only where all meetings are of one workspace",
        ),
        Limit(
            "Step Functions: executions started a second",
            300,
            rates.starts,
            "raise the quota; the outbox starts them later, none is lost",
        ),
        Limit("Step Functions: state transitions a second", 5_000, rates.transitions, "raise the quota"),
    ]
    return sorted(found, key=lambda limit: limit.meetings)


def partition_limit() -> tuple[float, float]:
    """Write and read units a second of any one partition key."""
    return 1_000, 3_000
