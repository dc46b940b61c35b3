"""Any known transcript: what it is, is told by its content, never by its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mina.domain.errors import TooLarge
from mina.domain.heard import Heard
from mina.importers import docx_file, json_file, plain, subtitles
from mina.importers.cue import MAX_FILE_BYTES, WORD_MS, Cue, NotRead, bounded
from mina.importers.letters import text_of

_TIME_OF_DAY_MS = 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """A transcript in the order of its times. `repaired` counts times that were missing, reversed or not in order."""

    kind: str
    title: str | None
    heard: tuple[Heard, ...]
    repaired: int

    @property
    def duration_ms(self) -> int:
        return max((one.end_ms for one in self.heard), default=0)


def read(data: bytes) -> Imported:
    """Raises `NotRead` for what is no transcript and `TooLarge` for one that is too long."""
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge(f"A transcript may have {MAX_FILE_BYTES} bytes; this one has {len(data)}.")
    kind, title, cues = _cues(data)
    kept = bounded(cues)
    if not kept:
        raise NotRead("There are no words in this file.")
    heard, repaired = _timed(kept)
    return Imported(kind, " ".join(title.split())[:200] if title else None, heard, repaired)


def _cues(data: bytes) -> tuple[str, str | None, Iterable[Cue]]:
    if data[:4] == b"PK\x03\x04":
        return "docx", None, docx_file.cues(data)
    text = text_of(data)
    if subtitles.is_vtt(text):
        return "vtt", subtitles.title_of(text), subtitles.cues(text)
    if json_file.is_json(text):
        return ("json", *json_file.cues(text))
    if subtitles.is_srt(text):
        return "srt", None, subtitles.cues(text)
    return "txt", None, plain.cues(text)


def _timed(cues: Sequence[Cue]) -> tuple[tuple[Heard, ...], int]:
    """Every cue with a start and an end. Overlaps stay: people talk at the same time.

    Times that begin after the first hour are times of day, as Zoom saves them, and count from the first one.
    """
    repaired = 0
    heard: list[Heard] = []
    clock = 0
    first = min((cue.start_ms for cue in cues if cue.start_ms is not None), default=0)
    if first >= _TIME_OF_DAY_MS:
        cues = [cue.earlier(first) for cue in cues]
    for index, cue in enumerate(cues):
        following = cues[index + 1].start_ms if index + 1 < len(cues) else None
        text = " ".join(cue.text.split())
        length = WORD_MS * max(1, len(text.split()))
        start, end = cue.start_ms if cue.start_ms is not None else clock, cue.end_ms
        if end is not None and end < start:
            start, end, repaired = end, start, repaired + 1
        if end is None:
            end = following if following is not None and start < following < start + 4 * length else start + length
        repaired += cue.start_ms is None or (bool(heard) and start < heard[-1].start_ms)
        speaker = " ".join(cue.speaker.split())[:200] if cue.speaker else None
        heard.append(Heard(text, start, end, speaker, cue.confidence))
        clock = max(clock, end)
    return tuple(sorted(heard, key=lambda one: (one.start_ms, one.end_ms))), repaired
