"""Reads a meeting to play: WebVTT with voice tags, or JSON."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from mina_cli.complaint import Complaint
from mina_client.errors import UtteranceRefused
from mina_client.speech import Utterance, fit

SAMPLE = "product-planning.vtt"
_TIMING = re.compile(r"^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})\s+-->\s+((?:\d+:)?\d{1,2}:\d{2}[.,]\d{3})")
_VOICE = re.compile(r"^<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"</?(?:v|c|i|b|u|lang|ruby|rt|\d)[^>]*>")
_NOTE_TITLE = re.compile(r"^(?:NOTE\s+)?(title|type|meeting_type):\s*(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A meeting as a file holds it. Utterances in the order in which they end; ids say their place in that order."""

    title: str
    meeting_type: str
    utterances: tuple[Utterance, ...]

    @property
    def duration_ms(self) -> int:
        return max((utterance.end_ms for utterance in self.utterances), default=0)


def read_sample() -> Transcript:
    """The sample meeting that comes with the command."""
    text = resources.files("mina_cli").joinpath("samples", SAMPLE).read_text(encoding="utf-8")
    return parse(text, SAMPLE)


def read_file(path: Path) -> Transcript:
    """The meeting in `path`. Raises Complaint where it cannot be read or is no transcript."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise Complaint(f"{path} is not UTF-8 text.") from error
    except OSError as error:
        raise Complaint(f"{path} cannot be read: {error.strerror}.") from error


def parse(text: str, name: str) -> Transcript:
    """The meeting in a file's text; `name` gives the title where the text gives none. Raises Complaint."""
    if text.lstrip("\ufeff").startswith("WEBVTT"):
        title, meeting_type, heard = _parse_vtt(text)
    elif text.lstrip().startswith(("{", "[")):
        title, meeting_type, heard = _parse_json(text, name)
    else:
        raise Complaint(f"{name} is neither WebVTT nor JSON with segments.")
    try:
        parts = [part for utterance in sorted(heard, key=lambda u: (u.end_ms, u.start_ms)) for part in fit(utterance)]
    except UtteranceRefused as error:
        raise Complaint(f"{name}: {error}.") from error
    numbered = tuple(replace(part, utterance_id=f"u{number:05d}") for number, part in enumerate(parts, 1))
    return Transcript(title or _title_of(name), meeting_type or "general", numbered)


def _parse_vtt(text: str) -> tuple[str, str, list[Utterance]]:
    named: dict[str, str] = {}
    heard: list[Utterance] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.strip("\n").split("\n")
        timing = next((index for index, line in enumerate(lines) if _TIMING.match(line)), None)
        if timing is None:
            named |= {m[1].lower(): m[2].strip() for line in lines if (m := _NOTE_TITLE.match(line.strip()))}
        else:
            heard += _cues(lines[timing], lines[timing + 1 :], len(heard))
    return named.get("title", ""), named.get("type", named.get("meeting_type", "")), heard


def _cues(timing: str, lines: list[str], count: int) -> list[Utterance]:
    match = _TIMING.match(timing)
    if match is None:
        return []
    start_ms, end_ms = _milliseconds(match[1]), _milliseconds(match[2])
    voices: list[tuple[str | None, str]] = []
    for line in lines:
        voice = _VOICE.match(line.strip())
        words = html.unescape(_TAG.sub("", line)).strip()
        if voice or not voices:
            voices.append((html.unescape(voice[1]).strip() if voice else None, words))
        else:
            voices[-1] = (voices[-1][0], f"{voices[-1][1]} {words}")
    return [
        Utterance(f"c{count + index}", words, start_ms, max(start_ms, end_ms), speaker)
        for index, (speaker, words) in enumerate(voices)
        if words
    ]


def _milliseconds(stamp: str) -> int:
    clock, fraction = re.split(r"[.,]", stamp)
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(fraction)


def _parse_json(text: str, name: str) -> tuple[str, str, list[Utterance]]:
    try:
        body: Any = json.loads(text)
        body = {"segments": body} if isinstance(body, list) else body
        return (
            str(body.get("title") or ""),
            str(body.get("meeting_type") or ""),
            [_from_json(segment, index) for index, segment in enumerate(body["segments"])],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Complaint(f"{name} is not JSON with segments of text, start_ms and end_ms ({error}).") from error


def _from_json(segment: dict[str, Any], index: int) -> Utterance:
    start_ms = int(segment["start_ms"])
    return Utterance(
        f"c{index}",
        str(segment["text"]),
        start_ms,
        max(start_ms, int(segment.get("end_ms", start_ms))),
        segment.get("speaker") or None,
        segment.get("confidence"),
        segment.get("language"),
    )


def _title_of(name: str) -> str:
    title = Path(name).stem.replace("-", " ").replace("_", " ").strip()
    return title[:1].upper() + title[1:]
