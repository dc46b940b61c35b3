"""How costs grow with the meeting, the workspace and the number of workspaces: figures, plots, fitted exponents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.growth import meeting, workspace
from benchmarks.growth.fit import Fit, exponent_of
from benchmarks.growth.meeting import Cost
from benchmarks.section import Bar, Cell, Curve, Plot, Section, Table

Costs = Callable[[int], dict[str, Cost]]
FLAT = 0.05
"""An exponent up to here is called O(1): a factor of 1.6 over four powers of ten."""
WRITES = ("append", "finalize")


def measure(quick: bool) -> Section:
    sizes = (100, 1_000) if quick else (100, 1_000, 10_000)
    fewer = (10, 100) if quick else (10, 100, 1_000)
    groups: list[tuple[str, Sequence[int], Costs]] = [
        ("segments of the meeting", sizes, meeting.costs_at),
        ("meetings of the workspace", sizes, workspace.pages_at),
        ("workspaces in the table", sizes, workspace.dashboard_beside),
        ("meetings searched, a tenth of them found", fewer, workspace.search_at),
    ]
    parts: list[str | Table | Plot] = [
        "Counted on moto through the real handlers and routes; units by the sizes of items. The exponent is the slope "
        "of the line through the logarithms of size and units (reads and writes), with one standard error; 0 is O(1), "
        "1 is O(n). CPU is this machine's and holds moto's own work, which sorts a whole partition for each query: it "
        "is shown and not fitted."
    ]
    bars: list[Bar] = []
    ratios: dict[str, float] = {}
    for name, points, costs in groups:
        found = [costs(size) for size in points]
        parts += [_table(name, points, found), _plot(name, points, found)]
        for operation, fit in _fits(points, found).items():
            ratios[f"exponent of {operation}, by {name}"] = round(fit.exponent, 2)
        bars += _bars(name, points, found)
        if weighed := [costs["finalize"].payload_bytes for costs in found if "finalize" in costs]:
            parts.append(f"What starts the state machine has {' · '.join(map(str, weighed))} bytes: ids only.")
            growth = exponent_of(points, weighed).exponent
            bars.append(Bar(f"exponent of the state machine's input, by {name}", round(abs(growth), 3), f"≤ {FLAT}"))
    return Section("Growth", parts, bars, ratios)


def _units(cost: Cost) -> float:
    return cost.read_units + cost.write_units


def _fits(sizes: Sequence[int], found: Sequence[dict[str, Cost]]) -> dict[str, Fit]:
    return {name: exponent_of(sizes, [_units(costs[name]) for costs in found]) for name in found[0]}


def _bars(name: str, sizes: Sequence[int], found: Sequence[dict[str, Cost]]) -> list[Bar]:
    """What has to be O(1): appending in all, finalizing in what it writes, pages in all that they read."""
    bars = []
    for operation in found[0]:
        if operation in ("join again", "search"):
            continue
        # A page is compared from where the meeting is longer than one.
        first = 1 if operation == "page of the transcript" else 0
        costs = [each[operation] for each in found[first:]]
        measured = [cost.write_units if operation == "finalize" else _units(cost) for cost in costs]
        fitted = exponent_of(sizes[first:], measured).exponent if len(measured) > 1 else 0.0
        what = "write units of finalize" if operation == "finalize" else f"units of {operation}"
        bars.append(Bar(f"exponent of {what}, by {name}", round(abs(fitted), 3), f"≤ {FLAT}"))
    return bars


def _table(name: str, sizes: Sequence[int], found: Sequence[dict[str, Cost]]) -> Table:
    rows: list[list[Cell]] = []
    for operation, fit in _fits(sizes, found).items():
        costs = [each[operation] for each in found]
        rows.append(
            [
                operation,
                " · ".join(str(cost.requests) for cost in costs),
                " · ".join(f"{cost.read_units:g}" for cost in costs),
                " · ".join(str(cost.write_units) for cost in costs),
                " · ".join(f"{cost.cpu_ms:.0f}" for cost in costs),
                f"{fit.exponent:.2f} ± {fit.error:.2f}",
            ]
        )
    shown = " · ".join(f"{size:,}" for size in sizes)
    head = [
        f"at {shown} {name}",
        "requests",
        "read units",
        "write units",
        "CPU with moto's, ms",
        "exponent of the units",
    ]
    return Table(head, rows, f"By {name}")


def _plot(name: str, sizes: Sequence[int], found: Sequence[dict[str, Cost]]) -> Plot:
    file_name = "growth-" + name.split(",")[0].replace(" ", "-")
    curves = [
        Curve(operation, sizes, [max(0.5, _units(costs[operation])) for costs in found]) for operation in found[0]
    ]
    return Plot(file_name, f"Units, by {name}", name, "read and write units", curves)
