"""WebVTT (also Zoom's, Teams' and Webex') and SubRip."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mina.importers.cue import Cue, is_name, milliseconds

TIMING = re.compile(r"^\s*(\d[\d:]*[.,]\d{1,3}|\d+:\d[\d:]*)\s+-->\s+(\d[\d:]*[.,]\d{1,3}|\d+:\d[\d:]*)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"<[^<>]{0,200}>")
_NAMED = re.compile(r"^([^\W\d_][^:<>\n]{0,60}?):\s+(?=\S)")
_WEBEX = re.compile(r'^\d+ "([^"]{1,200})" \(\d+\)$')
_HEADER = re.compile(r"^(?:NOTE\s+)?title:\s*(.+)$", re.IGNORECASE | re.MULTILINE)


def is_vtt(text: str) -> bool:
    return text.lstrip().startswith("WEBVTT")


def is_srt(text: str) -> bool:
    return any(TIMING.match(line) for line in text.lstrip()[:4_000].split("\n")[:5])


def title_of(text: str) -> str | None:
    match = _HEADER.search(text.partition("-->")[0])
    return match[1].strip() if match else None


def cues(text: str) -> Iterator[Cue]:
    """Each cue, cut where another voice begins. A block without times is a note, a style or a number."""
    timing: re.Match[str] | None = None
    lines: list[str] = []
    speaker, above = None, ""
    for line in [*text.split("\n"), ""]:
        found = TIMING.match(line) if "-->" in line else None
        if found or not line.strip():
            if timing:
                yield from _spoken(timing, lines[:-1] if found and lines and _is_label(lines[-1]) else lines, speaker)
            webex = _WEBEX.match(above.strip()) if found else None
            timing, lines, speaker = found, [], webex[1] if webex else None
        elif timing:
            lines.append(line)
        above = line


def _is_label(line: str) -> bool:
    """The line above the times of the next cue, where no empty line stands between them."""
    return line.strip().isdigit() or _WEBEX.match(line.strip()) is not None


def _spoken(timing: re.Match[str], lines: list[str], speaker: str | None) -> Iterator[Cue]:
    """`speaker`: whom the line above the times names."""
    start_ms, end_ms = milliseconds(timing[1]), milliseconds(timing[2])
    voices: list[tuple[str | None, list[str]]] = []
    for line in lines:
        pieces = _VOICE.split(line)
        if pieces[0].strip() or len(pieces) == 1:
            if not voices:
                voices.append((None, []))
            voices[-1][1].append(pieces[0])
        for name, words in zip(pieces[1::2], pieces[2::2], strict=True):
            voices.append((html.unescape(name).strip() or None, [words]))
    for voice, said in voices:
        words = " ".join(html.unescape(_TAG.sub("", " ".join(said))).split())
        named = _NAMED.match(words) if voice is None and speaker is None else None
        if named and is_name(named[1]):
            yield Cue(words[named.end() :], start_ms, end_ms, named[1].strip())
        else:
            yield Cue(words, start_ms, end_ms, voice or speaker)
