"""Plain text: `Name: words`, Otter's `Name  0:12` above its words, times in brackets, or nothing but words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mina.importers.cue import Cue, milliseconds

_CLOCK = r"(\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)"
_HEADING = re.compile(rf"^(?P<name>[^\W\d_][^:\n]{{0,60}}?)[ \t]{{1,}}\(?{_CLOCK}\)?\s*$")
_STAMPED = re.compile(
    rf"^[\[(]?{_CLOCK}[\])]?(?:\s*-\s*[\[(]?{_CLOCK}[\])]?)?\s+(?:(?P<name>[^\W\d_][^:\n]{{0,60}}?):\s+)?(?P<words>\S.*)$"
)
_NAMED = re.compile(rf"^(?P<name>[^\W\d_][^:\n]{{0,60}}?)(?:\s*[\[(]{_CLOCK}[\])])?:\s+(?P<words>\S.*)$")
_ENDS = re.compile(r"^(transcribed by|otter\.ai|https://otter)", re.IGNORECASE)


def cues(text: str) -> Iterator[Cue]:
    """Each paragraph or line, with what is said of its speaker and its time."""
    speaker: str | None = None
    start_ms: int | None = None
    lines: list[str] = []
    for line in text.split("\n"):
        heading, stamped, named = _HEADING.match(line), _STAMPED.match(line), _NAMED.match(line)
        if _ENDS.match(line.strip()):
            continue
        if heading or stamped or named or not line.strip():
            if lines:
                yield Cue(" ".join(lines), start_ms, None, speaker)
                lines, start_ms = [], None
            speaker = speaker if not line.strip() else None
        if heading:
            speaker, start_ms = heading["name"].strip(), milliseconds(heading[2])
        elif stamped:
            speaker = stamped["name"].strip() if stamped["name"] else None
            end_ms = milliseconds(stamped[2]) if stamped[2] else None
            yield Cue(stamped["words"].strip(), milliseconds(stamped[1]), end_ms, speaker)
        elif named:
            speaker, start_ms = named["name"].strip(), milliseconds(named[2]) if named[2] else None
            lines = [named["words"].strip()]
        elif line.strip():
            lines.append(line.strip())
    if lines:
        yield Cue(" ".join(lines), start_ms, None, speaker)
