"""What one part of the report holds: bars, tables, prose and plots, and the figures behind them as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure with the bar that it has to reach: `wanted` is `≤ 6`, `≥ 3` or the very value."""

    name: str
    measured: float | int | str
    wanted: str

    @property
    def is_met(self) -> bool:
        if self.wanted.startswith("≤"):
            return float(self.measured) <= float(self.wanted.removeprefix("≤").replace(",", ""))
        if self.wanted.startswith("≥"):
            return float(self.measured) >= float(self.wanted.removeprefix("≥").replace(",", ""))
        return str(self.measured) == self.wanted


@dataclass(frozen=True, slots=True)
class Table:
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a plot, through points of x and y."""

    label: str
    x: Sequence[float]
    y: Sequence[float]


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with logarithmic axes. `name` is its file's."""

    name: str
    title: str
    x_label: str
    y_label: str
    curves: Sequence[Curve]


@dataclass(frozen=True, slots=True)
class Section:
    """`ratios` are what two runs are compared by: name and number, of which each repeats within a tenth."""

    title: str
    parts: Sequence[str | Table | Plot]
    bars: Sequence[Bar] = ()
    ratios: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "parts": [part if isinstance(part, str) else {_KINDS[type(part)]: asdict(part)} for part in self.parts],
            "bars": [asdict(bar) for bar in self.bars],
            "ratios": dict(self.ratios),
            "figures": dict(self.figures),
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Section:
        return cls(
            title=body["title"],
            parts=[_part(part) for part in body["parts"]],
            bars=[Bar(**bar) for bar in body["bars"]],
            ratios=body["ratios"],
            figures=body["figures"],
        )


_KINDS: dict[type, str] = {Table: "table", Plot: "plot"}


def _part(part: str | dict[str, Any]) -> str | Table | Plot:
    if isinstance(part, str):
        return part
    if "table" in part:
        return Table(**part["table"])
    plot = part["plot"]
    return Plot(**{**plot, "curves": [Curve(**curve) for curve in plot["curves"]]})
