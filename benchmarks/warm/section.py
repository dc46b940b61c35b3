"""The warm path: what one segment costs once a function runs, part by part, beside the peer."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks.counting import cost_of, counts_instructions, unit
from benchmarks.live import cost
from benchmarks.section import Bar, Cell, Section, Table
from benchmarks.warm.parts import microseconds
from local.places import ROOT

FEW, MANY = 50, 250
SEGMENTS_A_FRAME = 5


def measure(quick: bool) -> Section:
    cpu = cost.cpu_per_segment()
    parts = microseconds()
    ours, peer = (0.0, 0.0) if quick else _instructions()
    rows: list[list[Cell]] = [
        [name, f"{spent:.0f}", f"{spent / SEGMENTS_A_FRAME:.0f}"] for name, spent in parts.items()
    ]
    texts = [
        "Five segments a frame, against a database that answers at once. Whole handler: "
        f"{cpu['ours_us']:.0f} µs of CPU a segment; the peer (Flask-SocketIO, SQLAlchemy on SQLite, "
        f"commits of five, from its Engine.IO layer on): "
        f"{cpu['peer_us']:.0f} µs. Rounds take turns; the ratio is the median of theirs."
    ]
    bars = [Bar("CPU per segment, ours ÷ peer", round(cpu["ratio"], 2), "≤ 0.7")]
    ratios = {"CPU per segment, ours ÷ peer": round(cpu["ratio"], 2)}
    if ours:
        texts.append(
            f"Counted ({unit()}): {ours:.3f} a segment of ours, {peer:.3f} of the peer's: the difference between "
            f"{MANY} and {FEW} frames, so that starting does not count. Ratio {ours / peer:.2f}: of the peer's CPU "
            "much is the kernel's, which writes its commits to the disk; that is no instruction of the process."
        )
        ratios["instructions per segment, ours ÷ peer"] = round(ours / peer, 3)
    title = "One frame, part by part (stopwatches inside the process; a part does not count for the one around it)"
    return Section("Warm", [*texts, Table(["part", "µs a frame", "µs a segment"], rows, title)], bars, ratios, {**cpu})


def _instructions() -> tuple[float, float]:
    """Of one segment, ours and the peer's."""
    jobs = [(side, frames) for side in ("ours", "peer") for frames in (FEW, MANY)]
    environment = {"PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT), "HOME": os.environ.get("HOME", "/")}
    with ThreadPoolExecutor(2 if counts_instructions() else 1) as pool:
        found = list(
            pool.map(
                lambda job: cost_of(
                    [sys.executable, "-m", "benchmarks.warm.drive", job[0], str(job[1])], environment, ROOT
                ),
                jobs,
            )
        )
    segments = (MANY - FEW) * SEGMENTS_A_FRAME
    return (found[1] - found[0]) / segments, (found[3] - found[2]) / segments
