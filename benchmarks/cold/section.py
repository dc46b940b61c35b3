"""Cold starts: what a function costs from the start of its process to its first answer, by the floor."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.cold import start_state
from benchmarks.cold.layers import Deployment, Function, as_sam_packs, deploy, functions, this_machine
from benchmarks.cold.measure import Cold, launcher
from benchmarks.counting import counts_instructions, unit
from benchmarks.section import Bar, Cell, Section, Table

from local import environments

COUNTED = ("Segments", "Interim", "Join", "EndSession", "Dashboard", "Reveal", "Summary", "Summary without a model")
BARS = {"Segments": 6.0, "EndSession": 6.5, "Dashboard": 7.0, "Summary": 21.0}
UNTIL_WRITE = ("Segments", "EndSession")
"""Judged by the first write, as the bars are; a dashboard writes nothing, and a model is asked after the first."""
BASELINE = ("Segments", "EndSession", "Dashboard", "Summary")
HEAVY = ("openai", "pydantic", "boto3", "docx", "fpdf", "fontTools", "cryptography", "lxml", "PIL")
"""Packages of more than a handful of modules, which only some functions have a use for."""
_AT_ONCE = 2


def measure(quick: bool) -> Section:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        packager = this_machine(environments.python_of(environments.BENCH), environments.uv())
        packed = deploy(packager, root / "packed")
        plain = deploy(as_sam_packs(packager), root / "plain")
        counted = _jobs(COUNTED[:1] if quick else COUNTED)
        floor, packed_costs = _run(packed, counted)
        _, plain_costs = _run(plain, _jobs(BASELINE[:1] if quick else BASELINE), has_floor=False, counts_write=False)
        _, looked_at = _run(packed, [] if quick else functions(), is_counted=False, has_floor=False)
    return _section(floor, packed, counted, packed_costs, plain_costs, looked_at)


def _jobs(names: Sequence[str]) -> list[Function]:
    """The functions of these names; one `without a model` is the function without an endpoint to ask."""
    known = {function.name: function for function in functions()}
    return [
        known[name]
        if name in known
        else replace(known[name.split()[0]], variables=known[name.split()[0]].variables - {"MODEL_BASE_URL"})
        for name in names
    ]


def _run(
    deployment: Deployment,
    jobs: Sequence[Function],
    *,
    is_counted: bool = True,
    has_floor: bool = True,
    counts_write: bool = True,
) -> tuple[float, list[Cold]]:
    """F0 and what each function costs: in processes of their own, because moto holds one table a process."""
    with ProcessPoolExecutor(_AT_ONCE, initializer=_forget_bundle) as pool:
        floor = pool.submit(_floor, deployment) if has_floor else None
        cold = partial(_cold, deployment, is_counted=is_counted, counts_write=counts_write)
        found = list(pool.map(cold, jobs))
        return (floor.result() if floor else 0.0), found


def _forget_bundle() -> None:
    os.environ.pop("AWS_CA_BUNDLE", None)


def _bundle(deployment: Deployment) -> Path:
    return deployment.folders["layers/dependencies"] / "python" / "botocore" / "cacert.pem"


def _floor(deployment: Deployment) -> float:
    with launcher(_bundle(deployment)) as start:
        return start.floor()


def _cold(deployment: Deployment, function: Function, *, is_counted: bool, counts_write: bool) -> Cold:
    with launcher(_bundle(deployment)) as start:
        event = start_state.event_of(function.name)
        paths = deployment.paths_of(function)
        return start.start(function, paths, event, is_counted=is_counted, counts_write=counts_write)


def _section(
    floor: float,
    packed: Deployment,
    counted: Sequence[Function],
    costs: Sequence[Cold],
    plain: Sequence[Cold],
    looked_at: Sequence[Cold],
) -> Section:
    baseline = dict(zip(BASELINE, plain, strict=False))
    rows: list[list[Cell]] = []
    ratios: dict[str, float] = {}
    for name, function, cost in zip(COUNTED, counted, costs, strict=False):
        times = cost.counted / floor
        until_write = cost.until_write / floor
        ratios[f"cold start of {name}, × F0"] = round(until_write if name in UNTIL_WRITE else times, 2)
        ratios[f"first answer of {name}, × F0"] = round(times, 2)
        without = f"{baseline[name].counted / floor:.1f}" if name in baseline else ""
        size = packed.size_of(function)
        rows.append(
            [
                name,
                f"{until_write:.2f}",
                f"{times:.2f}",
                without,
                len(cost.modules),
                f"{cost.peak_mb:.0f}",
                f"{size[0] / 1e6:.1f}",
                f"{size[1] / 1e6:.0f}",
            ]
        )
    parts: list[str | Table] = [
        f"From the start of the process, in {unit()}, divided by F0: a process that "
        f"puts one item by signed HTTPS with sockets, ssl and hmac alone ({floor:.0f} {unit()}). Each function is "
        "packed as `make package` does (compiled, slimmed), unpacked, and started by the Python beneath, against a TLS "
        'endpoint on this machine that holds a meeting of a hundred segments. "Not compiled" is the same without '
        "`.pyc` files, as `sam build` packs.",
        Table(
            [
                "function",
                "first write",
                "first answer",
                "first answer, not compiled",
                "modules",
                "memory, MB",
                "package, MB",
                "unpacked, MB",
            ],
            rows,
            "× F0, from start to the first write that the table has answered, and to the handler's first answer",
        ),
    ]
    if not counts_instructions():
        parts.insert(1, "**valgrind is not here**: CPU time instead of instructions, the least of several runs.")
    if looked_at:
        parts.append(_loaded(looked_at))
    bars = [
        Bar(f"cold start of {name}, × F0", ratios[f"cold start of {name}, × F0"], f"≤ {most}")
        for name, most in BARS.items()
        if f"cold start of {name}, × F0" in ratios
    ]
    return Section("Cold starts", parts, bars, ratios, {"floor": floor, "unit": unit(), "rows": rows})


def _loaded(looked_at: Sequence[Cold]) -> Table:
    rows: list[list[Cell]] = []
    for function, cold in zip(functions(), looked_at, strict=True):
        heavy = sorted({module.split(".")[0] for module in cold.modules} & set(HEAVY))
        is_called = start_state.event_of(function.name) is not None
        own = sum(module.startswith("mina") for module in cold.modules)
        rows.append(
            [
                function.name,
                "first answer" if is_called else "import",
                len(cold.modules),
                own,
                f"{cold.peak_mb:.0f}",
                ", ".join(heavy),
            ]
        )
    return Table(
        ["function", "until", "modules", "of them ours", "memory, MB", "heavy packages"],
        rows,
        "What each function has loaded",
    )
