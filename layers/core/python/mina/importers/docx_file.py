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
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_RANGE = re.compile(rf"^({_CLOCK})\s*-->\s*({_CLOCK})$")
_HEADING = re.compile(rf"^(?P<name>[^\W\d_].{{0,60}}?)\s+(?P<at>{_CLOCK})$")


def cues(data: bytes) -> Iterator[Cue]:
    """Raises `NotRead` for what is no document and `TooLarge` for one that unpacks to too much."""
    paragraphs = list(_paragraphs(_xml(data)))
    if not any(_RANGE.match(lines[0]) or _HEADING.match(lines[0]) for lines in paragraphs):
        yield from plain.cues("\n".join("\n".join(lines) for lines in paragraphs))
        return
    speaker: str | None = None
    span: tuple[int | None, int | None] = (None, None)
    for lines in paragraphs:
        for index, line in enumerate(lines):
            timed, heading = _RANGE.match(line), _HEADING.match(line)
            if timed:
                span, speaker = (milliseconds(timed[1]), milliseconds(timed[2])), None
            elif heading:
                speaker, span = heading["name"].strip(), (milliseconds(heading["at"]), None)
            elif span != (None, None) and speaker is None and index + 1 < len(lines):
                speaker = line.strip()  # under its times: the name, then the words
            elif span != (None, None):
                yield Cue(line, *span, speaker)


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


def _paragraphs(content: bytes) -> Iterator[list[str]]:
    """Each paragraph's lines; empty ones are left out."""
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(content)):  # noqa: S314 - no entities, and of bounded size
            if element.tag == f"{_WORD}p":
                lines = "".join(_piece(part) for part in element.iter()).split("\n")
                kept = [" ".join(line.split()) for line in lines if line.strip()]
                if kept:
                    yield kept
                element.clear()
    except ElementTree.ParseError as error:
        raise NotRead("The document's content cannot be read.") from error


def _piece(element: ElementTree.Element) -> str:
    if element.tag == f"{_WORD}t":
        return element.text or ""
    return {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": " "}.get(element.tag, "")
