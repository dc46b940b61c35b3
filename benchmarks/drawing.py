"""Draws plots as SVG, the same bytes for the same figures."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.section import Plot

# By name: `make test` checks the types without what only `make bench` installs.
matplotlib: Any = import_module("matplotlib")
matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "mina", "font.size": 9, "axes.grid": True, "grid.alpha": 0.3})


def draw(plot: Plot, folder: Path) -> None:
    """Writes `<plot.name>.svg` into `folder`."""
    pyplot: Any = import_module("matplotlib.pyplot")
    folder.mkdir(exist_ok=True)
    figure, axes = pyplot.subplots(figsize=(6.4, 3.8), layout="constrained")
    for curve in plot.curves:
        axes.plot(curve.x, curve.y, marker="o", label=curve.label)
    axes.set(xscale="log", yscale="log", xlabel=plot.x_label, ylabel=plot.y_label, title=plot.title)
    axes.legend(fontsize=8)
    figure.savefig(folder / f"{plot.name}.svg", metadata={"Date": None})
    pyplot.close(figure)
