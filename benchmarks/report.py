"""Writes sections down: Markdown for people, JSON for programs, one SVG for each plot."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.counting import counts_instructions
from benchmarks.section import Bar, Plot, Section, Table

FOLDER = Path(__file__).parent


def as_markdown(section: Section) -> str:
    parts = [f"## {section.title}\n"]
    if section.bars:
        parts.append(table(_bars_table(section.bars)))
    for part in section.parts:
        if isinstance(part, Table):
            parts.append(table(part))
        elif isinstance(part, Plot):
            parts.append(f"![{part.title}](plots/{part.name}.svg)\n")
        else:
            parts.append(part + "\n")
    return "\n".join(parts)


def table(content: Table) -> str:
    lines = [content.head, ["---"] * len(content.head), *content.rows]
    text = "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"
    return f"**{content.title}**\n\n{text}" if content.title else text


HEADLINES = (
    "cold start of Segments, × F0",
    "cold start of EndSession, × F0",
    "CPU per segment, ours ÷ peer",
    "write units of 1,000 segments",
    "infrastructure of a meeting-hour's words, $",
    "idle, $ a month",
    "killed in mid-replay: acknowledged words lost",
    "killed in mid-replay: spoken words lost",
)
_BEGIN, _END = "<!-- make bench writes this -->\n", "<!-- until here -->\n"


def headlines(sections: Mapping[str, Section]) -> str:
    """What README.md shows: the bars of `HEADLINES`, as they were measured last."""
    bars = {bar.name: bar for section in sections.values() for bar in section.bars}
    return table(_bars_table([bars[name] for name in HEADLINES if name in bars]))


def shown_in(readme: str) -> str:
    """What stands there now. Raises `ValueError` where the markers are missing."""
    return readme[readme.index(_BEGIN) + len(_BEGIN) : readme.index(_END)]


def kept() -> dict[str, Section]:
    """What the last report says, if there is one."""
    path = FOLDER / "report.json"
    if not path.exists():
        return {}
    return {name: Section.from_json(body) for name, body in json.loads(path.read_text()).items()}


def write(sections: Mapping[str, Section], compared: Sequence[str], *, is_quick: bool) -> None:
    """`REPORT.md`, `report.json` and the plots, beside this file."""
    from benchmarks.drawing import draw

    bars = [bar for section in sections.values() for bar in section.bars]
    missed = [bar for bar in bars if not bar.is_met]
    head = [
        "# Speed and cost, measured\n",
        f"`make bench` on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{'instructions counted by valgrind' if counts_instructions() else 'CPU time, for want of valgrind'}, load "
        f"average {os.getloadavg()[0]:.1f} at the end. Every figure stands beside a baseline of the same run. Ratios "
        "and counts repeat; seconds are this machine's."
        + (" **A quick run: a fraction of the load.**" if is_quick else "")
        + "\n",
        f"{len(bars) - len(missed)} of {len(bars)} bars are met"
        + (
            f"; missed: {'; '.join(f'{bar.name} ({bar.measured}, wanted {bar.wanted})' for bar in missed)}."
            if missed
            else "."
        )
        + "\n",
        table(_bars_table(bars)),
        *([*compared, ""] if compared else []),
    ]
    (FOLDER / "REPORT.md").write_text("\n".join([*head, *map(as_markdown, sections.values())]))
    content: dict[str, Any] = {name: section.to_json() for name, section in sections.items()}
    (FOLDER / "report.json").write_text(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    readme = FOLDER.parent / "README.md"
    before, _, rest = readme.read_text().partition(_BEGIN)
    readme.write_text(before + _BEGIN + headlines(sections) + _END + rest.partition(_END)[2])
    for section in sections.values():
        for part in section.parts:
            if isinstance(part, Plot):
                draw(part, FOLDER / "plots")


def _bars_table(bars: Sequence[Bar]) -> Table:
    rows = [[bar.name, bar.measured, bar.wanted, "met" if bar.is_met else "**missed**"] for bar in bars]
    return Table(["bar", "measured", "wanted", ""], rows)
