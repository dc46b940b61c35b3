"""Counts what pages of the HTTP API cost: `python -m benchmarks.http_api [--meetings 100 1000] [--search 1000]`.

The workspace is written straight to moto's memory; what is counted is reading it through the very routes. Bars: a
dashboard or list page at most 2 requests, read units flat within 10% from 100 to 10,000 meetings; analytics over a
year at most 4 requests; search over 1,000 meetings of 1,000 segments under 20 requests.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
os.environ.setdefault("TABLE_NAME", "mina")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "layers/core/python"), str(ROOT)]

from benchmarks.http_api.measure import count_pages, count_search  # noqa: E402
from moto import mock_aws  # noqa: E402  # the path has to be there first

BARS = {"dashboard": 2, "meetings": 2, "tasks": 2, "analytics_year": 4, "search": 19}
FLAT = 0.10


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--meetings", type=int, nargs="+", default=[100, 1_000, 10_000])
    options.add_argument("--search", type=int, default=1_000, help="meetings of 1,000 segments; 0: none")
    chosen = options.parse_args()
    counts: dict[str, dict[str, dict[str, float]]] = {}
    started = time.monotonic()
    for meetings in chosen.meetings:
        with mock_aws():
            counts[str(meetings)] = count_pages(meetings)
        print(f"{meetings:>6} meetings  {json.dumps(counts[str(meetings)])}  ({time.monotonic() - started:.0f} s)")
    if chosen.search:
        with mock_aws():
            counts["search"] = count_search(chosen.search)
        print(f"{chosen.search:>6} × 1,000     {json.dumps(counts['search'])}  ({time.monotonic() - started:.0f} s)")
    problems = list(_problems(counts))
    print("\n".join(problems) or "all bars hold")
    return 1 if problems else 0


def _problems(counts: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    found = [
        f"{name} at {size}: {row['requests']} requests, at most {BARS[name.partition(' ')[0]]} allowed"
        for size, rows in counts.items()
        for name, row in rows.items()
        if name.partition(" ")[0] in BARS and row["requests"] > BARS[name.partition(" ")[0]]
    ]
    sizes = [rows for size, rows in counts.items() if size != "search"]
    for name in ("dashboard", "meetings", "tasks"):
        units = [rows[name]["read_units"] for rows in sizes]
        if units and max(units) > min(units) * (1 + FLAT):
            found.append(f"{name}: read units are not flat: {units}")
    return found


if __name__ == "__main__":
    sys.exit(main())
