"""JSON: Mina's own exports, the answers of Whisper and of other services, and lists of segments."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from mina.importers.cue import MAX_TIME_MS, Cue, NotRead

_LISTS = ("segments", "transcript", "utterances", "audio_segments", "items", "results")
_SPEAKERS = ("speaker_name", "speaker", "speaker_label")
_SLOWEST_WORD_SECONDS = 10


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
    per_second = 1 if _are_milliseconds(rows) else 1000
    return title, (_cue(row, per_second) for row in rows)


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


def _are_milliseconds(rows: list[Any]) -> bool:
    """Whether `start` and `end` are whole milliseconds: as seconds, a word would take longer than any word takes."""
    seconds = words = 0
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("start"), int) or not isinstance(row.get("end"), int):
            return False
        seconds += abs(row["end"] - row["start"])
        words += len(str(row.get("text") or row.get("transcript") or "").split())
    return seconds > _SLOWEST_WORD_SECONDS * max(1, words)


def _cue(row: Any, per_second: int) -> Cue:
    text = (row.get("text") or row.get("transcript")) if isinstance(row, dict) else None
    if text is None and isinstance(row, dict) and row.get("text") == "":
        text = ""
    if not isinstance(text, str):
        raise NotRead("A segment of the JSON has no `text`.")
    speaker = next((row[name] for name in _SPEAKERS if row.get(name) not in (None, "")), None)
    confidence = row.get("confidence")
    is_sure = isinstance(confidence, int | float) and not isinstance(confidence, bool) and 0 <= confidence <= 1
    return Cue(
        text,
        _time(row, "start", per_second),
        _time(row, "end", per_second),
        str(speaker) if isinstance(speaker, str | int) and str(speaker) else None,
        float(confidence) if is_sure and confidence is not None else None,
    )


def _time(row: dict[str, Any], name: str, per_second: int) -> int | None:
    """`start_ms` in milliseconds; `start`, as Whisper's, in seconds, which have `per_second` of its units."""
    for key, factor in ((f"{name}_ms", 1), (name, per_second), (f"{name}_time", 1000)):
        value = row.get(key)
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                continue
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return max(0, min(MAX_TIME_MS, round(value * factor)))
    return None
