"""Labelled meetings as they are stored, and the segments that the methods see of them.

A data directory holds JSON lines, plain or gzipped, one meeting a line, in files named `<corpus>_<split>.jsonl[.gz]`.
A meeting has `id` and either `turns` (speaker, text) with `refs`, `topics` and spans of turns, or `utterances`
(uid, speaker, text, start and end in seconds, da) with `sections` of items and the utterances they are linked to.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mina.domain.insight import MeetingContext
from mina.domain.segment import Segment

_MS_PER_WORD = 380
_MS_BETWEEN_TURNS = 150


@dataclass(frozen=True, slots=True)
class LabelledMeeting:
    """One meeting with its labels. `labels` is the stored row; `segments` number the turns or utterances from 1."""

    id: str
    corpus: str
    domain: str
    segments: tuple[Segment, ...]
    labels: dict[str, Any]

    @property
    def context(self) -> MeetingContext:
        return MeetingContext(self.id, "general", datetime(2026, 1, 5, 9, tzinfo=UTC))

    @property
    def references(self) -> list[str]:
        return list(self.labels.get("refs", ()))


def load_meetings(data_dir: Path, split: str) -> list[LabelledMeeting]:
    """Every meeting of the split below `data_dir`, in order of files. Raises `FileNotFoundError` if there is none."""
    files = sorted(
        path
        for pattern in (f"*_{split}.jsonl", f"*_{split}.jsonl.gz")
        for path in data_dir.rglob(pattern)
        if path.is_file()
    )
    if not files:
        raise FileNotFoundError(f"no *_{split}.jsonl or *_{split}.jsonl.gz below {data_dir}")
    return [_meeting(row, path.name.rsplit(f"_{split}.jsonl", 1)[0]) for path in files for row in _rows(path)]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    content = path.read_bytes()
    for line in (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines():
        if line.strip():
            yield json.loads(line)


def _meeting(row: dict[str, Any], corpus: str) -> LabelledMeeting:
    segments = _segments_of_turns(row["turns"]) if "turns" in row else _segments_of_utterances(row["utterances"])
    return LabelledMeeting(str(row["id"]), corpus, str(row.get("domain", corpus)), tuple(segments), row)


def _segments_of_turns(turns: list[dict[str, Any]]) -> Iterator[Segment]:
    """Turns carry no times: each is given the time that its words take at an ordinary pace."""
    start = 0
    for seq, turn in enumerate(turns, 1):
        end = start + max(300, len(turn["text"].split()) * _MS_PER_WORD)
        yield Segment(seq, f"turn-{seq}", turn["text"], start, end, turn["speaker"])
        start = end + _MS_BETWEEN_TURNS


def _segments_of_utterances(utterances: list[dict[str, Any]]) -> Iterator[Segment]:
    for seq, utterance in enumerate(utterances, 1):
        start, end = round(utterance["start"] * 1000), round(utterance["end"] * 1000)
        yield Segment(seq, str(utterance["uid"]), utterance["text"], start, end, utterance["speaker"])
