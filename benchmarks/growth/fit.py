"""The exponent of growth: the slope of the line through the logarithms, with its uncertainty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fit:
    """y grows as x to the power of `exponent`, give or take `error` (one standard error; 0 where the points lie on it).

    An exponent of 0 is O(1), of 1 is O(n).
    """

    exponent: float
    error: float


def exponent_of(x: Sequence[float], y: Sequence[float]) -> Fit:
    """Least squares through at least two points; figures of 0 count as one, since they have no logarithm."""
    points = [(math.log(one), math.log(max(other, 1.0))) for one, other in zip(x, y, strict=True)]
    count = len(points)
    mean_x, mean_y = (sum(point[i] for point in points) / count for i in (0, 1))
    spread = sum((one - mean_x) ** 2 for one, _ in points)
    slope = sum((one - mean_x) * (other - mean_y) for one, other in points) / spread
    residual = sum((other - mean_y - slope * (one - mean_x)) ** 2 for one, other in points)
    error = math.sqrt(residual / (count - 2) / spread) if count > 2 else 0.0
    return Fit(slope, error)
