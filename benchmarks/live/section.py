"""Live capture: many meetings at once, with faults and without, and one that lasts for four hours."""

from __future__ import annotations

from benchmarks.live import cost, load
from benchmarks.section import Bar, Cell, Section, Table
from tests.faults.network import Faults

NETWORKS = {
    "no faults": Faults(),
    "10% of frames: dropped, duplicated, late, ack lost or cut, 2% each": Faults(0.02, 0.02, 0.02, 0.02, 0.5, 1_000),
    "10% dropped, 10% acks lost, 10% duplicated, all late, 10% cut": Faults(0.1, 0.1, 0.1, 0.1, 0.5, 2_000),
}


def measure(quick: bool) -> Section:
    divisor = 10 if quick else 1
    faulty = {name: load.with_faults(faults, 50 // divisor) for name, faults in NETWORKS.items()}
    each = 60 // divisor // 5 * 5  # whole batches: nothing is left that waits for company
    steady = load.without_faults(100 // divisor, each)
    crowd = load.without_faults(200 // divisor, each, every_ms=1)
    sent, grown = cost.requests_and_units(), cost.growth()
    growth = grown[2]["append_kb"] / grown[0]["append_kb"]
    named = faulty[list(NETWORKS)[1]]
    runs: list[list[Cell]] = [load.as_row(name, run) for name, run in faulty.items()]
    runs.append(load.as_row(f"{steady.meetings} meetings, wall clock", steady))
    runs.append(load.as_row(f"{crowd.meetings} connections, everything at once, wall clock", crowd))
    bars = [
        Bar("50 meetings, 10% faults: promises broken", sum(run.problems for run in faulty.values()), "0"),
        Bar("50 meetings, 10% faults: invocations ÷ frames", round(named.amplification, 3), "≤ 1.2"),
        Bar("100 meetings without faults: invocations ÷ frames", round(steady.amplification, 3), "≤ 1.05"),
        Bar("100 meetings without faults: seconds behind the speech", round(steady.behind_seconds, 1), "≤ 5"),
        Bar("200 connections at once: all acknowledged", str(crowd.acknowledged == crowd.said), "True"),
        Bar("requests per batch", sum(sent["requests"].values()) / sent["batches"], "≤ 2"),
        Bar("append, peak memory at 10,000 ÷ at 100 segments", round(growth, 2), "≤ 1.2"),
        Bar("joining again at 10,000 segments: pages read", grown[2]["join_pages"], "≤ 1"),
    ]
    head = ["run", "said", "acknowledged", "promises broken", "frames needed", "invocations", "amplification"]
    peaks = ["segments", "append, peak KB", "seal, peak KB", "joining: pages", "joining: requests", "seal: writes"]
    return Section(
        "Live capture",
        [
            "The real handlers and the real Python client in one process. With faults: in virtual time, on stores in "
            "memory. On the wall's clock: on DynamoDB in moto, all on one core, clients included.",
            Table(head, runs, "Meetings at once"),
            f"The {steady.meetings} meetings took {steady.seconds:.0f} s of wall time, {steady.meetings} joins at once "
            f"and {each / 2:.0f} s of speech, and {steady.cpu_seconds:.0f} s of CPU. The {crowd.meetings} connections "
            f"brought {crowd.said} segments in a moment; all were stored after {crowd.seconds:.0f} s with "
            f"{crowd.resends} frames sent again.",
            Table(
                peaks, [[*(round(v) if isinstance(v, float) else v for v in row.values())] for row in grown], "Memory"
            ),
            "Peaks hold what moto keeps of the requests, too. The seal reads the whole transcript to count it, and "
            "grows with it: 10,000 segments fit a function of 256 MB many times over.",
        ],
        bars,
        {"invocations ÷ frames with 10% faults": round(named.amplification, 3)},
        {"requests": sent["requests"], "behind_seconds": steady.behind_seconds},
    )
