"""A transcript as a language model gets it: numbered lines between marks that no speaker can forge."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mina.domain.insight import MeetingContext
    from mina.domain.segment import Segment

UNKNOWN_SPEAKER = "(unknown)"


@dataclass(frozen=True, slots=True)
class NumberedTranscript:
    """`text` is the delimited data; line n of it is the segment `seqs[n - first_line]`."""

    text: str
    first_line: int
    seqs: tuple[int, ...]

    def seq_of(self, line: object) -> int | None:
        """The seq of a line that the model named; None where there is no such line."""
        if isinstance(line, bool) or not isinstance(line, int):
            return None
        index = line - self.first_line
        return self.seqs[index] if 0 <= index < len(self.seqs) else None

    def line_of(self, seq: int) -> int | None:
        """The number of a segment's line; None where it is in another part."""
        return self.first_line + self.seqs.index(seq) if seq in self.seqs else None

    @property
    def last_line(self) -> int:
        return self.first_line + len(self.seqs) - 1


def number_lines(segments: Sequence[Segment], context: MeetingContext, first_line: int = 1) -> NumberedTranscript:
    """The same words give the same text, whichever step asks, so that endpoints can cache it.

    The mark is a digest of the whole: whoever speaks cannot know it, and a line break in a text cannot start a line.
    """
    lines = [render_line(first_line + index, segment) for index, segment in enumerate(segments)]
    body = "\n".join([*_about(context), *lines])
    mark = hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:12]
    return NumberedTranscript(
        text=f"<<<TRANSCRIPT {mark}\n{body}\nTRANSCRIPT {mark}>>>",
        first_line=first_line,
        seqs=tuple(segment.seq for segment in segments),
    )


def render_line(number: int, segment: Segment) -> str:
    """`[12] Ana: Good morning.`"""
    speaker = one_line(segment.speaker or "").replace(":", " ") or UNKNOWN_SPEAKER
    return f"[{number}] {speaker}: {one_line(segment.text)}"


def one_line(text: str) -> str:
    """`text` without line breaks, control characters and lone surrogates; runs of white space become one space."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs"))


def _about(context: MeetingContext) -> list[str]:
    participants = ", ".join(one_line(name) for name in context.participants)
    return [
        f"Meeting: {one_line(context.title)}",
        f"Kind: {one_line(context.meeting_type)}",
        f"Started: {context.started_at.isoformat(timespec='minutes')} ({one_line(context.time_zone)})",
        *([f"Participants: {participants}"] if participants else []),
    ]
