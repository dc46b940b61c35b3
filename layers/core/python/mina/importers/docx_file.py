"""Word documents, as Teams exports its transcripts: a paragraph with the name and the time, then what was said."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from mina.domain.errors import TooLarge
from mina.importers import plain
from mina.importers.cue import Cue, NotRead, milliseconds

MAX_XML_BYTES = 24 * 1024 * 1024
"""Many times what a day's transcript takes; a bomb is far larger."""
_DOCUMENT = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CLOCK = r"\d{1,2}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_RANGE = re.compile(rf"^({_CLOCK})\s*-->\s*({_CLOCK})$")
_HEADING = re.compile(rf"^(?P<name>[^\W\d_].{{0,60}}?)\s+(?P<at>{_CLOCK})$")


def cues(data: bytes) -> Iterator[Cue]:
    """Raises `NotRead` for what is no document and `TooLarge` for one that unpacks to too much."""
    lines = list(_lines(_xml(data)))
    if not any(_RANGE.match(line) or _HEADING.match(line) for line in lines):
        yield from plain.cues("\n".join(lines))
        return
    group: list[str] = []
    for line in lines:
        if _RANGE.match(line) or _HEADING.match(line):
            yield from _said(group)
            group = []
        group.append(line)
    yield from _said(group)


def _said(lines: list[str]) -> Iterator[Cue]:
    """Under a name and its time: the words; under a range of times: the name, then the words."""
    timed, heading = (_RANGE.match(lines[0]), _HEADING.match(lines[0])) if lines else (None, None)
    if timed:
        named = len(lines) > 2
        words = lines[2 if named else 1 :]
        yield Cue(" ".join(words), milliseconds(timed[1]), milliseconds(timed[2]), lines[1] if named else None)
    elif heading:
        yield Cue(" ".join(lines[1:]), milliseconds(heading["at"]), None, heading["name"].strip())


def _xml(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo(_DOCUMENT)
            if info.file_size > MAX_XML_BYTES:
                raise TooLarge("The document is too large to be a transcript.")
            with archive.open(info) as file:
                content = file.read(MAX_XML_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise NotRead("The file is no Word document.") from error
    if len(content) > MAX_XML_BYTES:
        raise TooLarge("The document is too large to be a transcript.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotRead("The document declares entities, which no Word document does.")
    return content


def _lines(content: bytes) -> Iterator[str]:
    """The document's lines, paragraph by paragraph; empty ones are left out."""
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(content)):  # noqa: S314 - no entities, and of bounded size
            if element.tag == f"{_WORD}p":
                for line in "".join(_piece(part) for part in element.iter()).split("\n"):
                    if line.strip():
                        yield " ".join(line.split())
                element.clear()
    except ElementTree.ParseError as error:
        raise NotRead("The document's content cannot be read.") from error


def _piece(element: ElementTree.Element) -> str:
    if element.tag == f"{_WORD}t":
        return element.text or ""
    return {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": " "}.get(element.tag, "")
