"""The insight steps. Apart from what they make, because everything that knows a session knows them."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """The four insight steps, in the order in which they run."""

    REFINEMENT = "refinement"
    ANALYTICS = "analytics"
    TASKS = "tasks"
    SUMMARY = "summary"
