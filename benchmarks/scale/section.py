"""Which limit so many meetings at once meet first, what they cost, and a simulation beside the counted figures."""

from __future__ import annotations

from collections import Counter

from benchmarks.live import cost
from benchmarks.money import idle
from benchmarks.money.bill import bill_of, billed_ms, total
from benchmarks.money.hour import Part, Plan, count_hour
from benchmarks.scale.limits import Rates, limits_of, partition_limit
from benchmarks.scale.simulation import first_met, simulate
from benchmarks.section import Bar, Cell, Section, Table

SIZES = (10, 1_000, 100_000, 1_000_000)
HOUR = 3_600
_FRAMES = ("words", "guesses")


def measure(quick: bool) -> Section:
    plan = Plan()
    frame_cpu_ms = cost.cpu_per_segment()["ours_us"] * plan.batch / 1e3
    parts = count_hour(plan)
    rates = _rates(parts, frame_cpu_ms)
    limits = limits_of(rates)
    hour = total(bill_of(part, frame_cpu_ms if name in _FRAMES else part.cpu_ms) for name, part in parts.items()).total
    idle_month = sum(line.dollars for line in idle.lines())
    seconds = 120 if quick else 900
    units_a_frame = parts["words"].write_units / parts["words"].times
    simulated = [simulate(size, HOUR / parts["words"].times, units_a_frame, 10_000, seconds) for size in SIZES]
    rows: list[list[Cell]] = []
    for size, run in zip(SIZES, simulated, strict=True):
        counted = size * parts["words"].write_units / HOUR
        rows.append(
            [
                f"{size:,}",
                f"{run.frames_per_second:,.0f}",
                f"{run.write_units_per_second:,.0f}",
                f"{counted:,.0f}",
                run.partitions,
                f"{run.busiest_partition:,.0f}",
                f"{run.longest_wait_seconds:,.1f}",
                f"{run.ends_in_busiest_minute:,}",
            ]
        )
    checked = simulated[1].write_units_per_second / (SIZES[1] * parts["words"].write_units / HOUR)
    head = [
        "meetings at once",
        "frames a second",
        "write units a second, simulated",
        "counted × meetings",
        "partitions",
        "busiest partition, units a second",
        "longest wait of a frame, s",
        "ends in the busiest minute",
    ]
    bars = [
        Bar("simulated write units ÷ counted, 1,000 meetings", round(checked, 3), "≤ 1.05"),
        Bar("counted ÷ simulated write units, 1,000 meetings", round(1 / checked, 3), "≤ 1.05"),
        Bar(
            "write units a second on one meeting's partition",
            round(_own_partition(parts), 2),
            f"≤ {partition_limit()[0]:g}",
        ),
    ]
    return Section(
        "Scale",
        [
            "From the counted hour (section Money) and AWS's default quotas in us-east-1, as documented in November "
            "2026. A quota is the account's: what else runs there counts too.",
            Table(
                ["limit", "default", "one meeting uses", "met by so many at once", "what to change"],
                [
                    [
                        limit.name,
                        f"{limit.most:,.0f}",
                        f"{limit.per_meeting:.4f}",
                        f"{limit.meetings:,.0f}",
                        limit.change,
                    ]
                    for limit in limits
                ],
                "Which limit is met first",
            ),
            Table(
                ["meetings at once", "what happens", "$ an hour", "$ a month, 8 hours on 21 days"],
                [
                    [
                        f"{size:,}",
                        first_met(limits, size),
                        f"{size * hour:,.2f}",
                        f"{size * hour * 168 + idle_month:,.0f}",
                    ]
                    for size in SIZES
                ],
                "Local insights; a language model comes on top, and no price falls with the amount here",
            ),
            Table(
                head,
                rows,
                f"{seconds // 60} simulated minutes of words, against 10,000 frames a second of the "
                f"account. What is over "
                "it waits: at a million meetings the queue grows without end until the quota is raised",
            ),
        ],
        bars,
        {"meetings at once that meet the first limit": round(limits[0].meetings)},
        {"limits": [[limit.name, limit.meetings] for limit in limits]},
    )


def _rates(parts: dict[str, Part], frame_cpu_ms: float) -> Rates:
    """Averages over the hour that a meeting lasts."""
    busy = Counter(
        {
            name: part.invocations * billed_ms(part, frame_cpu_ms if name in _FRAMES else part.cpu_ms) / 1e3
            for name, part in parts.items()
        }
    )
    insights = busy.pop("four insights, local") + busy.pop("reveal")
    index_units = sum(part.index_units for part in parts.values())
    return Rates(
        messages_in=sum(part.messages for part in parts.values()) / HOUR,
        invocations=sum(part.invocations for part in parts.values()) / HOUR,
        busy_functions=sum(busy.values()) / HOUR,
        write_units=sum(part.write_units for part in parts.values()) / HOUR,
        index_units_of_one_workspace=index_units / HOUR,
        read_units=sum(part.read_units for part in parts.values()) / HOUR,
        connects=2 / HOUR,
        insight_seconds=insights / HOUR,
        transitions=sum(part.transitions for part in parts.values()) / HOUR,
        starts=1 / HOUR,
    )


def _own_partition(parts: dict[str, Part]) -> float:
    """All that is written of one meeting while words come in lands on its session's partition."""
    return (parts["words"].write_units + parts["guesses"].write_units) / HOUR
