"""Texts as terms, for an index and for what is looked for in it: one way for both."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterator

MAX_TERM = 40
BUCKETS = 256
PREFIX_LENGTH = 2
_COMBINING = range(0x0300, 0x0370)
_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),  # Han
    (0x20000, 0x3FFFF),  # Han
)


def terms_of(text: str) -> list[str]:
    """The terms in their order: words without case and accents; of scripts without spaces every sign by itself."""
    found: list[str] = []
    word: list[str] = []
    for char in _folded(text):
        if is_alone(char):
            found.extend(_ended(word))
            found.append(char)
        elif unicodedata.category(char)[0] in "LMN":
            word.append(char)
        elif char in "'’":
            continue
        else:
            found.extend(_ended(word))
    found.extend(_ended(word))
    return found


def is_alone(char: str) -> bool:
    """Whether this sign is a term by itself, because its script puts no spaces between words."""
    code = ord(char)
    return code >= 0x0E00 and any(first <= code <= last for first, last in _WITHOUT_SPACES)


def bucket_of(term: str) -> int:
    """Terms that begin alike share a bucket, so that a prefix of two signs is found in one."""
    return zlib.crc32(term[:PREFIX_LENGTH].encode("utf-8", "replace")) % BUCKETS


def _folded(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(char for char in plain if ord(char) not in _COMBINING)
    return iter(unicodedata.normalize("NFC", kept))


def _ended(word: list[str]) -> list[str]:
    text = "".join(word)[:MAX_TERM]
    word.clear()
    return [text] if text else []
