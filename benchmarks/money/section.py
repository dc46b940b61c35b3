"""What an hour of a meeting costs, what the stack costs while nobody meets, and what other designs would."""

from __future__ import annotations

from benchmarks.live import cost
from benchmarks.money import idle
from benchmarks.money import prices as listed
from benchmarks.money.bill import Bill, bill_of, billed_ms, other_designs, total
from benchmarks.money.hour import Part, Plan, count_hour
from benchmarks.money.tokens import Tokens, count_tokens
from benchmarks.section import Bar, Cell, Section, Table

FRAMES = ("words", "guesses")


def measure(quick: bool) -> Section:
    plan = Plan(300, 5, 120, 13) if quick else Plan()
    frame_cpu_ms = cost.cpu_per_segment()["ours_us"] * plan.batch / 1e3
    parts = count_hour(plan)
    tokens = count_tokens(plan)
    bills = {name: bill_of(part, _cpu_ms(name, part, frame_cpu_ms)) for name, part in parts.items()}
    words, everything = total([bills["join"], bills["words"], bills["end and seal"]]), total(bills.values())
    per_thousand = 1_000 / plan.finals
    units = parts["words"].write_units * per_thousand
    requests = parts["words"].requests["PutItem"] * per_thousand
    bars = [
        Bar("write units of 1,000 segments", round(units, 1), "≤ 205"),
        Bar("requests that write 1,000 segments", round(requests, 1), "≤ 200"),
        Bar("infrastructure of a meeting-hour's words, $", round(words.total, 5), "≤ 0.002"),
        Bar("idle, $ a month", round(sum(line.dollars for line in idle.lines()), 2), "≤ 0"),
    ]
    ratios = {
        "write units of 1,000 segments": round(units, 1),
        "a meeting-hour's words, $": round(words.total, 5),
        "a whole meeting-hour, $": round(everything.total, 5),
    }
    return Section(
        "Money",
        [
            f"List prices of us-east-1 as of {listed.AS_OF:%Y-%m-%d}, free tiers left out. Counted: every request "
            f"of {plan.finals:,} segments in {plan.batch}s, {plan.interims} guesses and {plan.pings} heartbeats "
            "through the handlers, with its write units, the copies in the indexes, and its read units. Calculated: "
            "milliseconds (CPU at the function's share of a core, and 4 ms for each request that it waits for) and "
            "log lines.",
            _hour_table(parts, bills, frame_cpu_ms),
            f"**${words.total:.4f} for the words of an hour**, ${everything.total:.4f} with guesses, heartbeats and "
            "local insights. " + _share(everything),
            _designs_table(plan, frame_cpu_ms, words),
            _tokens_table(tokens),
            _others_table(everything, tokens),
            _idle_table(),
        ],
        bars,
        ratios,
        {"prices_as_of": str(listed.AS_OF), "words_dollars": words.total, "hour_dollars": everything.total},
    )


def _cpu_ms(name: str, part: Part, frame_cpu_ms: float) -> float:
    """moto works in the same process, so frames count with what they take against an instant database."""
    return frame_cpu_ms if name in FRAMES else part.cpu_ms


def _share(bill: Bill) -> str:
    kinds = {
        "messages": bill.messages,
        "functions": bill.functions,
        "database": bill.database,
        "logs": bill.logs,
        "state machine": bill.steps,
    }
    parts = sorted(kinds.items(), key=lambda kind: -kind[1])
    return "Of that " + ", ".join(f"{name} {dollars / bill.total:.0%}" for name, dollars in parts) + "."


def _hour_table(parts: dict[str, Part], bills: dict[str, Bill], frame_cpu_ms: float) -> Table:
    rows: list[list[Cell]] = []
    for name, part in parts.items():
        milliseconds = billed_ms(part, _cpu_ms(name, part, frame_cpu_ms))
        units = f"{part.write_units} + {part.index_units}"
        rows.append(
            [
                name,
                part.messages,
                part.invocations,
                f"{milliseconds:.0f} × {part.memory_mb} MB",
                sum(part.requests.values()),
                units,
                f"{part.read_units:g}",
                part.transitions,
                f"{bills[name].total:.5f}",
            ]
        )
    head = [
        "in an hour",
        "messages",
        "invocations",
        "ms × memory, each",
        "requests",
        "write units + in indexes",
        "read units",
        "transitions",
        "$",
    ]
    return Table(head, rows, "One meeting-hour, counted")


def _designs_table(plan: Plan, frame_cpu_ms: float, words: Bill) -> Table:
    rows: list[list[Cell]] = [
        [name, f"{units:,.0f}", f"{bill.total:.4f}", f"{bill.total / words.total:.1f}"]
        for name, (units, bill) in other_designs(plan, frame_cpu_ms).items()
    ]
    return Table(
        ["how words are stored", "write units of 1,000 segments", "$ an hour", "× ours with join and seal"],
        rows,
        "The same hour, stored otherwise",
    )


def _tokens_table(tokens: dict[str, Tokens]) -> Table:
    rows: list[list[Cell]] = [
        [
            name,
            step.calls,
            f"{step.prompt:,}",
            f"{step.shared:,}",
            f"{step.answer:,}",
            f"{step.dollars:.4f}",
            f"{step.dollars_with_cache:.4f}",
        ]
        for name, step in tokens.items()
    ]
    head = [
        "insight with gpt-4.1-mini",
        "calls",
        "tokens in",
        "of them a shared beginning",
        "tokens out",
        "$",
        "$ where the beginning is cached",
    ]
    return Table(
        head,
        rows,
        "The language model, an hour: four characters a token; the answers are the stand-in's, real ones longer",
    )


def _others_table(everything: Bill, tokens: dict[str, Tokens]) -> Table:
    model = sum(step.dollars for step in tokens.values())
    small, balanced = listed.always_on_month()
    hour = everything.total
    rows: list[list[Cell]] = [
        ["Mina, local insights", f"{sum(line.dollars for line in idle.lines()):.2f}", f"{hour:.4f}", ""],
        ["Mina, with the model", f"{sum(line.dollars for line in idle.lines()):.2f}", f"{hour + model:.4f}", ""],
        ["one small machine, always on", f"{small:.0f}", "0", f"{small / hour:,.0f}"],
        ["a machine behind a load balancer", f"{balanced:.0f}", "0", f"{balanced / hour:,.0f}"],
        [
            "AWS's sample for live meetings, as its README states",
            f"{listed.OTHER_SERVERLESS_STATED_MONTH:.0f}",
            f"{listed.OTHER_SERVERLESS_STATED_HOUR}",
            "",
        ],
        [
            "the same, what its template keeps running",
            f"{listed.other_serverless_month():.0f}",
            f"{listed.OTHER_SERVERLESS_STATED_HOUR}",
            f"{listed.other_serverless_month() / hour:,.0f}",
        ],
    ]
    return Table(
        ["design", "$ a month while idle", "$ a meeting-hour", "meeting-hours of ours for its idle month"],
        rows,
        "Beside others. The sample's hour is mostly speech recognition by the minute, which Mina leaves to the browser",
    )


def _idle_table() -> Table:
    lines = idle.lines()
    rows: list[list[Cell]] = [
        [line.what.removeprefix("AWS::"), line.count, f"{line.dollars:.2f}", f"{line.free_tier:.2f}", line.why]
        for line in lines
    ]
    rows.append(
        [
            "**together**",
            "",
            f"**{sum(line.dollars for line in lines):.2f}**",
            f"**{sum(line.free_tier for line in lines):.2f}**",
            "",
        ]
    )
    return Table(
        ["resource", "how many, or times", "$ a month", "$ within the free tier", "why"],
        rows,
        "While nobody meets, every resource of both templates",
    )
