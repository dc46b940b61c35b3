"""JSON: Mina's own exports, Whisper's answers, and lists of segments."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from mina.importers.cue import MAX_TIME_MS, Cue, NotRead

_LISTS = ("segments", "transcript", "utterances", "items", "results")


def is_json(text: str) -> bool:
    """Whether it begins like JSON; a bracket with a time in it begins a plain transcript."""
    return re.match(r"\s*(\{|\[\s*[\[{\]\"])", text) is not None


def cues(text: str) -> tuple[str | None, Iterator[Cue]]:
    """(title, cues). Raises `NotRead` where there are no segments with text."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotRead("The file begins like JSON and is none.") from error
    title = _title(body)
    rows = _rows(body)
    if rows is None and isinstance(body, dict) and isinstance(body.get("text"), str):
        return title, iter([Cue(body["text"])])
    if rows is None:
        raise NotRead("The JSON holds no list of segments.")
    return title, map(_cue, rows)


def _title(body: Any) -> str | None:
    if not isinstance(body, dict):
        return None
    meeting = body.get("meeting")
    found = body.get("title") or (meeting.get("title") if isinstance(meeting, dict) else None)
    return found if isinstance(found, str) else None


def _rows(body: Any) -> list[Any] | None:
    if isinstance(body, list):
        return body
    if isinstance(body, dict):
        for name in _LISTS:
            found = body.get(name)
            if isinstance(found, list):
                return found
            if isinstance(found, dict) and (inner := _rows(found)) is not None:
                return inner
    return None


def _cue(row: Any) -> Cue:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise NotRead("A segment of the JSON has no `text`.")
    speaker = row.get("speaker_name") or row.get("speaker")
    confidence = row.get("confidence")
    is_sure = isinstance(confidence, int | float) and not isinstance(confidence, bool) and 0 <= confidence <= 1
    return Cue(
        row["text"],
        _time(row, "start"),
        _time(row, "end"),
        str(speaker) if isinstance(speaker, str | int) and str(speaker) else None,
        float(confidence) if is_sure and confidence is not None else None,
    )


def _time(row: dict[str, Any], name: str) -> int | None:
    """`start_ms` in milliseconds; `start`, as Whisper's, in seconds."""
    for key, factor in ((f"{name}_ms", 1), (name, 1000), (f"{name}_time", 1000)):
        value = row.get(key)
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                continue
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return max(0, min(MAX_TIME_MS, round(value * factor)))
    return None
