"""Bytes into text, whatever they were written with."""

from __future__ import annotations

import codecs

from mina.importers.cue import NotRead

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 127]))


def text_of(data: bytes) -> str:
    """The text with `\\n` at its line ends. Raises `NotRead` where it is none."""
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        raise NotRead("The file's text cannot be read: save it as UTF-8.") from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    controls = sum(map(text.count, _CONTROLS))
    if controls * 100 > len(text):
        raise NotRead("The file is no text.")
    return text.translate(dict.fromkeys(map(ord, _CONTROLS))) if controls else text


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:2_000]
    if head and head[1::2].count(0) > len(head) // 5:
        return "utf-16-le"
    if head and head[::2].count(0) > len(head) // 5:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
