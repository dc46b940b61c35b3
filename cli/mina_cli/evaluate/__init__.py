"""`mina evaluate`: scores the local insight methods on labelled meetings, beside simple baselines."""

from __future__ import annotations

import sys
from pathlib import Path

from mina_cli.evaluate.labelled import load_meetings
from mina_cli.evaluate.report import as_json, as_markdown
from mina_cli.evaluate.runs import run_all
from mina_cli.evaluate.scores import score

__all__ = ["run"]


def run(data_dir: Path, split: str = "val", report: Path | None = None) -> int:
    """Prints the report; with `report` also writes it there as Markdown and, beside it, as JSON.

    Returns the exit status: 0, or 2 where there are no labelled meetings of that split.
    """
    try:
        meetings = load_meetings(data_dir, split)
    except FileNotFoundError as error:
        print(f"mina evaluate: {error}", file=sys.stderr)
        return 2
    runs = run_all(meetings)
    scores = score(runs)
    markdown = as_markdown(scores, runs, split)
    print(markdown)
    if report:
        report.with_suffix(".md").write_text(markdown, encoding="utf-8")
        report.with_suffix(".json").write_text(as_json(scores), encoding="utf-8")
    return 0
