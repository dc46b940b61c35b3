"""Plain text: `Name: words`, Otter's `Name  0:12` and Zoom's `[Name] 10:02:03` above its words, times in brackets or
on lines of their own (Google Meet), or nothing but words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mina.importers.cue import Cue, is_name, milliseconds

_CLOCK = r"(\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)"
_HEADING = re.compile(rf"^\[?(?P<name>[^\W\d_][^:\n\]]{{0,60}}?)\]?[ \t]{{1,}}\(?{_CLOCK}\)?\s*$")
_ALONE = re.compile(rf"^{_CLOCK}$")
_STAMPED = re.compile(
    rf"^[\[(]?{_CLOCK}[\])]?(?:\s*-\s*[\[(]?{_CLOCK}[\])]?)?\s+(?:(?P<name>[^\W\d_][^:\n]{{0,60}}?):\s+)?(?P<words>\S.*)$"
)
_NAMED = re.compile(rf"^(?P<name>[^\W\d_][^:\n]{{0,60}}?)(?:\s*[\[(]{_CLOCK}[\])])?:\s+(?P<words>\S.*)$")
_ENDS = re.compile(r"^(transcribed by|otter\.ai|https://otter|meeting ended after \d)", re.IGNORECASE)


def cues(text: str) -> Iterator[Cue]:
    """Each paragraph or line, with what is said of its speaker and its time."""
    speaker: str | None = None
    start_ms: int | None = None
    next_ms: int | None = None  # from a line with nothing but a time
    lines: list[str] = []
    for line in text.split("\n"):
        heading, stamped, named = _HEADING.match(line), _STAMPED.match(line), _NAMED.match(line)
        named = named if named and is_name(named["name"]) else None
        alone = _ALONE.match(line.strip())
        if _ENDS.match(line.strip()):
            continue
        if alone or heading or stamped or named or not line.strip():
            if lines:
                yield Cue(" ".join(lines), start_ms, None, speaker)
                lines, start_ms = [], None
            speaker = speaker if not line.strip() else None
        if alone:
            next_ms = milliseconds(alone[1])
        elif heading:
            speaker, start_ms = heading["name"].strip(), milliseconds(heading[2])
        elif stamped:
            speaker = stamped["name"].strip() if stamped["name"] else None
            end_ms = milliseconds(stamped[2]) if stamped[2] else None
            yield Cue(stamped["words"].strip(), milliseconds(stamped[1]), end_ms, speaker)
        elif named:
            speaker, start_ms = named["name"].strip(), milliseconds(named[2]) if named[2] else next_ms
            next_ms = None
            lines = [named["words"].strip()]
        elif line.strip():
            start_ms, next_ms = (start_ms, next_ms) if lines or next_ms is None else (next_ms, None)
            lines.append(line.strip())
    if lines:
        yield Cue(" ".join(lines), start_ms, None, speaker)
