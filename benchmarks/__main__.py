"""`make bench`, or `python -m benchmarks [NAME …] [--quick]`: measures, and writes REPORT.md, report.json and plots/.

Each section is measured in a process of its own, so that none changes the memory or the clients of another. Named
sections are measured anew and put into the report that is there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.report import kept, write
from benchmarks.section import Section
from local.places import ROOT

from local import environments

SECTIONS = ("cold", "warm", "money", "peer", "scale", "growth", "live", "http_api", "sound")
TOLERANCE = 0.10


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0 where all was measured, whether or not bars are met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SECTIONS))
    parser.add_argument("--quick", action="store_true", help="a fraction of the load: does it run at all")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - set(SECTIONS):
        parser.error(f"there is no section {', '.join(sorted(unknown))}")
    before = kept()
    sections = dict(before) if chosen.names else {}
    measured: dict[str, Section] = {}
    for name in chosen.names or SECTIONS:
        found = _measured(name, chosen.quick)
        if found is None:
            return 1
        measured[name] = found
    sections |= measured
    compared = _compared(before, measured)
    ordered = {name: sections[name] for name in SECTIONS if name in sections}
    write(ordered, compared, is_quick=chosen.quick)
    bars = [bar for section in ordered.values() for bar in section.bars]
    print(
        "\n".join([*compared, f"{sum(bar.is_met for bar in bars)} of {len(bars)} bars are met; benchmarks/REPORT.md"])
    )
    return 0


def _measured(name: str, quick: bool) -> Section | None:
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "section.json"
        options = ["--quick"] if quick else []
        python = environments.python_of(environments.BENCH)
        done = subprocess.run([python, "-m", "benchmarks.one", name, target, *options], cwd=ROOT, check=False)
        print(f"{name:10} {time.monotonic() - started:4.0f} s{'' if done.returncode == 0 else '  FAILED'}", flush=True)
        return Section.from_json(json.loads(target.read_text())) if done.returncode == 0 else None


def _compared(before: Mapping[str, Section], now: Mapping[str, Section]) -> list[str]:
    """How far the ratios of this run are from those of the report before."""
    pairs = [
        (name, before[section].ratios[name], ratio)
        for section, measured in now.items()
        if section in before
        for name, ratio in measured.ratios.items()
        if name in before[section].ratios
    ]
    if not pairs:
        return []
    apart = {name: abs(new - old) / max(abs(old), 0.05) for name, old, new in pairs}
    far = {name: by for name, by in apart.items() if by > TOLERANCE}
    largest = max(apart, key=lambda name: apart[name])
    return [
        f"Beside the run before: {len(pairs)} ratios, of which {len(pairs) - len(far)} are within {TOLERANCE:.0%}; "
        f"the largest difference is {apart[largest]:.0%} ({largest})."
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
