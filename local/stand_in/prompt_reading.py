"""Reads Mina's prompts back: the numbered lines between the marks, as segments whose seqs are the line numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from mina.domain.insight import MeetingContext
from mina.domain.segment import Segment

_BLOCK = re.compile(r"<<<(TRANSCRIPT|NOTES) ([0-9a-f]{12})\n(.*?)\n\1 \2>>>", re.DOTALL)
_LINE = re.compile(r"\[(\d+)\] (.*)")
_MS_PER_WORD = 350
_STARTED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Block:
    """`lines` by number; a transcript's begin with "Speaker: "."""

    kind: str
    lines: dict[int, str]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Spoken one after the other at an even pace: a prompt holds no times."""
        segments: list[Segment] = []
        clock = 0
        for number, line in self.lines.items():
            speaker, _, text = line.partition(": ")
            end = clock + _MS_PER_WORD * max(1, len(text.split()))
            known = None if speaker == "(unknown)" else speaker
            segments.append(Segment(number, f"line-{number}", text, clock, end, known))
            clock = end + 200
        return tuple(segments)


def read_block(prompt: str) -> Block | None:
    """The delimited data in a prompt; None where there is none."""
    match = _BLOCK.search(prompt)
    if match is None:
        return None
    lines = (_LINE.fullmatch(line) for line in match[3].split("\n"))
    return Block(match[1], {int(line[1]): line[2] for line in lines if line})


def context_of(segments: tuple[Segment, ...]) -> MeetingContext:
    speakers = tuple(dict.fromkeys(segment.speaker for segment in segments if segment.speaker))
    return MeetingContext("A meeting", "general", _STARTED, participants=speakers)
