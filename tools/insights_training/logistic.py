"""Logistic and ridge regression: small, exact, deterministic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_FREE = 100.0
"""So large a constant needs so small a coefficient that the penalty hardly touches it."""


def fit_logistic(
    rows: Sequence[Sequence[float]],
    labels: Sequence[float],
    sample_weights: Sequence[float] | None = None,
    strength: float = 1.0,
) -> list[float]:
    """Coefficients by Newton's method, rounded to four places. `strength` is the inverse of the penalty."""
    x = np.asarray(rows, dtype=float)
    y = np.asarray(labels, dtype=float)
    weight = np.ones(len(y)) if sample_weights is None else np.asarray(sample_weights, dtype=float)
    coefficients = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ coefficients, -30, 30)))
        gradient = x.T @ (weight * (y - p)) - coefficients / strength
        curvature = (x * (weight * p * (1 - p))[:, None]).T @ x + np.eye(x.shape[1]) / strength
        step = np.linalg.solve(curvature, gradient)
        coefficients += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return [round(float(value), 4) for value in coefficients]


def fit_scaled_logistic(rows: Sequence[Sequence[float]], labels: Sequence[float], penalty: float) -> list[float]:
    """Coefficients with the penalty on features scaled to unit deviation; the first feature is the constant.

    A label between 0 and 1 counts as so much of each.
    """
    x = np.asarray(rows, dtype=float)
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-3
    mean[0] = 0.0
    scale[0] = 1 / _FREE
    scaled = fit_logistic(((x - mean) / scale).tolist(), labels, strength=1 / penalty)
    fitted = np.asarray(scaled) / scale
    fitted[0] -= float(fitted[1:] @ mean[1:])
    return [round(float(value), 4) for value in fitted]


def fit_ridge(rows: Sequence[Sequence[float]], values: Sequence[float], penalty: float) -> list[float]:
    """Coefficients of a linear model without intercept; the penalty applies to features scaled to unit deviation."""
    x = np.asarray(rows, dtype=float)
    scale = x.std(axis=0) + 1e-3
    scaled = x / scale
    solved = np.linalg.solve(scaled.T @ scaled + penalty * np.eye(x.shape[1]), scaled.T @ np.asarray(values))
    return [round(float(value), 4) for value in solved / scale]
