"""Builders of meetings for the tests of the local methods."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from mina.domain.insight import MeetingContext
from mina.domain.segment import Segment

FIXTURES = Path(__file__).parents[2] / "fixtures" / "meetings"


def said(*lines: str, speaker: str | None = "Anna") -> list[Segment]:
    """Segments of one speaker, or of "Name: words" lines, one after the other at an ordinary pace."""
    pairs = [line.split(": ", 1) if ": " in line else (speaker, line) for line in lines]
    return in_turn((name, text) for name, text in pairs)


def in_turn(pairs: Iterable[tuple[str | None, str] | list[str | None]]) -> list[Segment]:
    segments, start = [], 0
    for seq, (speaker, text) in enumerate(pairs, 1):
        end = start + 380 * max(1, len((text or "").split()))
        segments.append(Segment(seq, f"utterance-{seq}", text or "", start, end, speaker))
        start = end + 400
    return segments


def a_context(
    meeting_type: str = "general", started_at: str = "2026-11-18T09:00:00+00:00", time_zone: str = "Europe/Berlin"
) -> MeetingContext:
    """A meeting on Wednesday, 18 November 2026, unless told otherwise."""
    return MeetingContext("A meeting", meeting_type, datetime.fromisoformat(started_at), time_zone)


def fixture(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))
    return loaded


def fixture_names() -> list[str]:
    return sorted(path.stem for path in FIXTURES.glob("*.json"))
