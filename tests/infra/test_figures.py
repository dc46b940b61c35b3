"""The figures that the README shows are those that `make bench` measured."""

from __future__ import annotations

from benchmarks.report import headlines, kept, shown_in
from local.places import ROOT


def test_the_readme_shows_what_was_measured_last() -> None:
    shown = shown_in((ROOT / "README.md").read_text())

    assert shown.count("\n") > 2
    assert shown == headlines(kept())
