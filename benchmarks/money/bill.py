"""From counts to dollars: what the parts of an hour cost, and other designs at the same prices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.money import prices as listed
from benchmarks.money.hour import Part, Plan

from mina.domain import prices

FULL_CPU_MB = 1_769
"""Lambda gives a whole vCPU at this much memory, and less in proportion."""
ROUND_TRIP_MS = 4.0
"""One request to DynamoDB from a function, as AWS states it (single-digit milliseconds)."""
RUNTIME_MS = 1.0
LOG_BYTES_INVOCATION = 420
"""START, END and REPORT, which Lambda writes by itself; our handlers write nothing where nothing is refused."""
LOG_BYTES_MESSAGE = 130
"""One line of the socket's access log."""


@dataclass(frozen=True, slots=True)
class Bill:
    """Dollars of one part, by who asks for them."""

    messages: float
    functions: float
    database: float
    logs: float
    steps: float

    @property
    def total(self) -> float:
        return self.messages + self.functions + self.database + self.logs + self.steps

    def plus(self, other: Bill) -> Bill:
        return Bill(
            self.messages + other.messages,
            self.functions + other.functions,
            self.database + other.database,
            self.logs + other.logs,
            self.steps + other.steps,
        )


NOTHING = Bill(0, 0, 0, 0, 0)


def billed_ms(part: Part, cpu_ms: float) -> float:
    """How long one invocation is billed for: its CPU at its share of a core, and what it waits for the database."""
    return RUNTIME_MS + cpu_ms * FULL_CPU_MB / min(FULL_CPU_MB, part.memory_mb) + part.round_trips * ROUND_TRIP_MS


def bill_of(part: Part, cpu_ms: float) -> Bill:
    gb_seconds = part.invocations * billed_ms(part, cpu_ms) / 1e3 * part.memory_mb / 1024
    log_bytes = part.invocations * LOG_BYTES_INVOCATION + part.messages * LOG_BYTES_MESSAGE
    micro = 1e-6
    return Bill(
        messages=part.messages * prices.MICRODOLLARS_PER_SOCKET_MESSAGE * micro,
        functions=(
            gb_seconds * prices.MICRODOLLARS_PER_GB_SECOND + part.invocations * prices.MICRODOLLARS_PER_INVOCATION
        )
        * micro,
        database=(
            (part.write_units + part.index_units) * prices.MICRODOLLARS_PER_WRITE_UNIT
            + part.read_units * prices.MICRODOLLARS_PER_READ_UNIT
        )
        * micro,
        logs=log_bytes / 1e9 * listed.LOG_GIGABYTE,
        steps=part.transitions * prices.MICRODOLLARS_PER_TRANSITION * micro,
    )


def total(bills: Iterable[Bill]) -> Bill:
    found = NOTHING
    for bill in bills:
        found = found.plus(bill)
    return found


def other_designs(plan: Plan, cpu_ms: float) -> dict[str, tuple[float, Bill]]:
    """Write units of 1,000 segments and the bill of an hour's words, for ways of storing that one might choose.

    Each frame is a message and its acknowledgement, one invocation and the read that decides, as ours is.
    """
    designs = {
        "each segment a frame and an item": (1.0, 1.0),
        "each segment an item, with a counter in a transaction": (1.0, 2.802),
        "five segments a frame, an item each": (0.2, 1.0),
        "**five segments a frame, one item**": (0.2, 0.2),
        "ten segments a frame, one item": (0.1, 0.125),
        "twenty-five segments a frame, one item": (0.04, 0.102),
    }
    found = {}
    for name, (frames, units) in designs.items():
        count = round(plan.finals * frames)
        part = Part(count, 2 * count, count, write_units=round(plan.finals * units), read_units=count)
        part.requests.update({"PutItem": count, "GetItem": count})
        found[name] = (units * 1_000, bill_of(part, cpu_ms))
    return found
