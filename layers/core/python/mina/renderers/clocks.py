"""Times and texts as the renderers write them."""

from __future__ import annotations

import unicodedata


def clock(milliseconds: int) -> str:
    """`1:02:03`, `2:03`."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def subtitle_clock(milliseconds: int, separator: str) -> str:
    """`01:02:03,004` for SRT, `01:02:03.004` for WebVTT."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{separator}{rest:03}"


def one_line(text: str) -> str:
    """White space as single spaces; no control characters, no lone surrogates, no bidirectional overrides.

    An override left open would turn round everything that comes after it in the document; isolates and marks that
    only describe their neighbours stay.
    """
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if not _is_harmful(char))


def _is_harmful(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Cc", "Cs") or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
