"""What the report's sums need beyond `mina.domain.prices`: list prices of us-east-1 in dollars, without free tiers.

Compared with https://aws.amazon.com/pricing on the date of `mina.domain.prices.AS_OF`.
"""

from __future__ import annotations

from mina.domain import prices

AS_OF = prices.AS_OF
MILLION = 1_000_000
LOG_GIGABYTE = 0.50
TRACE = 5.00 / MILLION
STORED_GIGABYTE_MONTH = 0.25
BACKED_UP_GIGABYTE_MONTH = 0.20
MODEL_INPUT, MODEL_CACHED, MODEL_OUTPUT = 0.40 / MILLION, 0.10 / MILLION, 1.60 / MILLION
"""gpt-4.1-mini, the template's default, a token."""

KEY_MONTH, SECRET_MONTH, ALARM_MONTH, METRIC_MONTH, DASHBOARD_MONTH = 1.00, 0.40, 0.10, 0.30, 3.00
FREE_ALARMS, FREE_METRICS, FREE_DASHBOARDS, FREE_TRACES = 10, 10, 3, 100_000
FREE_INVOCATIONS, FREE_GB_SECONDS, FREE_LOG_GIGABYTES = 1_000_000, 400_000, 5

HOURS_MONTH = 730
SMALL_MACHINE_HOUR = 0.0336
"""EC2 t4g.medium: 2 vCPU, 4 GB."""
TINY_MACHINE_HOUR = 0.0168
DISK_GIGABYTE_MONTH = 0.08
BALANCER_HOUR = 0.0225
GATEWAY_HOUR = 0.045
"""A NAT gateway."""
CONTAINER_HOUR = 0.04048 * 0.5 + 0.004445 * 1.0
"""Fargate: half a vCPU and 1 GB."""
SHARD_HOUR = 0.015
"""A Kinesis data stream's shard."""


def always_on_month() -> tuple[float, float]:
    """A machine that is always on, with 30 GB of disk: the smallest alone, and a larger one behind a load balancer."""
    disk = 30 * DISK_GIGABYTE_MONTH
    return TINY_MACHINE_HOUR * HOURS_MONTH + disk, (SMALL_MACHINE_HOUR + BALANCER_HOUR) * HOURS_MONTH + disk


def other_serverless_month() -> float:
    """What the template of AWS's sample for live meetings keeps running: two NAT gateways, a stream's shard, a load
    balancer and a container."""
    return (2 * GATEWAY_HOUR + SHARD_HOUR + BALANCER_HOUR + CONTAINER_HOUR) * HOURS_MONTH


OTHER_SERVERLESS_STATED_MONTH, OTHER_SERVERLESS_STATED_HOUR = 10.00, 2.04
"""What that sample's README states."""
