"""SRT and WebVTT (https://www.w3.org/TR/webvtt1/): one cue for each segment, its speaker with it."""

from __future__ import annotations

from collections.abc import Iterator

from mina.domain.document import DocumentLine, MeetingDocument
from mina.renderers.clocks import one_line, subtitle_clock

SHORTEST_CUE_MS = 500
"""A cue that ends when it starts would never be seen, and some players refuse it."""


def render_srt(document: MeetingDocument) -> bytes:
    blocks = [
        f"{number}\n{_times(line, ',')}\n{_srt_text(line)}\n" for number, line in enumerate(_cues(document), start=1)
    ]
    return "\n".join(blocks).encode("utf-8", "replace")


def render_vtt(document: MeetingDocument) -> bytes:
    head = ["WEBVTT", "", f"NOTE {_escaped(document.title).replace('--&gt;', '→')}", ""]
    cues = [f"{number}\n{_times(line, '.')}\n{_vtt_text(line)}\n" for number, line in enumerate(_cues(document), 1)]
    return ("\n".join(head) + "\n" + "\n".join(cues)).encode("utf-8", "replace")


def _cues(document: MeetingDocument) -> Iterator[DocumentLine]:
    """Cues in the order of their starts, as WebVTT asks; without those that say nothing."""
    said = [line for line in document.lines if one_line(line.text)]
    yield from sorted(said, key=lambda line: (line.start_ms, line.seq))


def _times(line: DocumentLine, separator: str) -> str:
    end_ms = max(line.end_ms, line.start_ms + SHORTEST_CUE_MS)
    return f"{subtitle_clock(line.start_ms, separator)} --> {subtitle_clock(end_ms, separator)}"


def _srt_text(line: DocumentLine) -> str:
    plain = _without_tags(one_line(line.text))
    return f"{_without_tags(one_line(line.speaker))}: {plain}" if line.speaker else plain


def _vtt_text(line: DocumentLine) -> str:
    if not line.speaker:
        return _escaped(line.text)
    return f"<v {_escaped(line.speaker)}>{_escaped(line.text)}"


def _without_tags(text: str) -> str:
    """SRT knows no escapes, and players read `<i>` and `{\\an8}` as orders: their signs are replaced by look-alikes."""
    for sign, look_alike in (("<", "‹"), (">", "›"), ("{", "("), ("}", ")")):
        text = text.replace(sign, look_alike)
    return text


def _escaped(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
