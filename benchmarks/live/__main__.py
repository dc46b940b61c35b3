"""Measures live capture against its bars: `python -m benchmarks.live [--quick]`, which writes `REPORT.md` beside it.

The peer needs `flask-socketio`, `simple-websocket` and `sqlalchemy` (`benchmarks/baseline/requirements.txt`).
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import platform
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
os.environ.setdefault("BOTO_DISABLE_CRT", "true")  # the layer carries no awscrt, so there is none on Lambda
os.environ.setdefault("TABLE_NAME", "mina")
os.environ.setdefault("BUCKET", "mina-files")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "mina")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "layers/core/python"), str(ROOT / "cli"), str(ROOT)]

from benchmarks.live import cost, load  # noqa: E402  # the path has to be there first
from tests.faults.network import Faults  # noqa: E402

from mina.edge.observability import logger  # noqa: E402

NETWORKS = {
    "no faults": Faults(),
    "10% of frames: dropped, duplicated, late, ack lost or cut, 2% each": Faults(0.02, 0.02, 0.02, 0.02, 0.5, 1_000),
    "10% dropped, 10% acks lost, 10% duplicated, all late, 10% cut": Faults(0.1, 0.1, 0.1, 0.1, 0.5, 2_000),
}
Table = list[list[Any]]


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true", help="a tenth of the load: does it run at all")
    quick: bool = options.parse_args().quick
    logger.setLevel(logging.CRITICAL)
    with contextlib.redirect_stdout(io.StringIO()):  # functions print their metrics
        report, missed = _measure(10 if quick else 1)
    print(report)
    if not quick:
        Path(__file__).with_name("REPORT.md").write_text(report)
    return 1 if missed else 0


def _measure(divisor: int) -> tuple[str, int]:
    faulty = {name: load.with_faults(faults, 50 // divisor) for name, faults in NETWORKS.items()}
    each = 60 // divisor // 5 * 5  # whole batches: nothing is left that waits for company
    steady = load.without_faults(100 // divisor, each)
    crowd = load.without_faults(200 // divisor, each, every_ms=1)
    cpu, sent, grown = cost.cpu_per_segment(), cost.requests_and_units(), cost.growth()
    growth = grown[2]["append_kb"] / grown[0]["append_kb"]
    named = faulty[list(NETWORKS)[1]]
    bars: Table = [
        ["50 meetings, 10% faults: promises broken", sum(run.problems for run in faulty.values()), "0"],
        ["50 meetings, 10% faults: invocations / frames", f"{named.amplification:.3f}", "≤ 1.2"],
        ["100 meetings without faults: invocations / frames", f"{steady.amplification:.3f}", "≤ 1.05"],
        ["100 meetings without faults: seconds behind the speech", f"{steady.behind_seconds:.1f}", "≤ 5"],
        ["200 connections at once: all acknowledged", crowd.acknowledged == crowd.said, "True"],
        ["write units per 1,000 segments", sent["write_units"], "≤ 205"],
        ["requests per batch", sum(sent["requests"].values()) / sent["batches"], "≤ 2"],
        ["CPU per segment, ours / peer", f"{cpu['ratio']:.2f}", "≤ 0.7"],
        ["append, peak memory at 10,000 / at 100 segments", f"{growth:.2f}", "≤ 1.2"],
        ["joining again at 10,000 segments: pages read", grown[2]["join_pages"], "≤ 1"],
    ]  # fmt: skip
    judged = [[*row, "met" if _is_met(row[1], row[2]) else "**missed**"] for row in bars]
    parts = [
        "# Live capture, measured\n",
        f"`python -m benchmarks.live` on {os.cpu_count()} cores, Python {platform.python_version()}, load average "
        f"{os.getloadavg()[0]:.1f} at the end. Seconds are of that machine; counts and ratios repeat.\n",
        _table(["bar", "measured", "wanted", ""], judged),
        "## Meetings\n",
        "The real handlers and the real Python client in one process. With faults: in virtual time, on stores in "
        "memory. On the wall's clock: on DynamoDB in moto, all on one core, clients included.\n",
        _table(
            ["run", "said", "acknowledged", "promises broken", "frames needed", "invocations", "amplification"],
            [load.as_row(name, run) for name, run in faulty.items()]
            + [load.as_row(f"{steady.meetings} meetings, wall clock", steady)]
            + [load.as_row(f"{crowd.meetings} connections, everything at once, wall clock", crowd)],
        ),
        f"The 100 meetings took {steady.seconds:.0f} s of wall time, 100 joins at once and 30 s of speech, and "
        f"{steady.cpu_seconds:.0f} s of CPU. The 200 connections brought {crowd.said} segments in a moment; all were "
        f"stored after {crowd.seconds:.0f} s with {crowd.resends} frames sent again.\n",
        "## One segment\n",
        f"Whole handler, warm, batches of five, an instant DynamoDB: {cpu['ours_us']:.0f} µs of CPU. The peer "
        f"(`benchmarks/baseline`, Flask-SocketIO and SQLAlchemy on SQLite, commits of five, from its Engine.IO layer "
        f"on, without its WebSocket): {cpu['peer_us']:.0f} µs. Median of {cost.ROUNDS} rounds that take turns. "
        f"Requests of 1,000 segments: {sent['requests']}.\n",
        "## One meeting of four hours\n",
        _table(
            ["segments", "append, peak KB", "seal, peak KB", "joining: pages", "joining: requests", "seal: writes"],
            [[*(round(v) if isinstance(v, float) else v for v in row.values())] for row in grown],
        ),
        "Peaks hold what moto keeps of the requests, too. The seal reads the whole transcript to count it, and grows "
        "with it: 10,000 segments fit a function of 256 MB many times over.\n",
    ]
    return "\n".join(parts), sum(row[-1] != "met" for row in judged)


def _is_met(measured: Any, wanted: str) -> bool:
    if wanted.startswith("≤"):
        return float(measured) <= float(wanted.removeprefix("≤"))
    return str(measured) == wanted


def _table(head: list[str], rows: Table) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
