"""Markdown (CommonMark). What people said stays text: none of it becomes markup, a link or an image."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mina.domain.document import MeetingDocument
from mina.domain.task import TaskStatus
from mina.renderers.clocks import clock, one_line
from mina.renderers.plain_text import about, sections, task_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$^=@:-])")
_NUMBERED = re.compile(r"^(\d+)\.")


def render_md(document: MeetingDocument) -> bytes:
    return ("\n".join(_lines(document)) + "\n").encode("utf-8", "replace")


def escape(text: str) -> str:
    """CommonMark: any ASCII punctuation may be escaped by a backslash, and is then only itself."""
    return _NUMBERED.sub(r"\1\\.", _SPECIAL.sub(r"\\\1", one_line(text)))


def _lines(document: MeetingDocument) -> Iterator[str]:
    yield f"# {escape(document.title)}"
    yield from ("", *(f"- {escape(fact)}" for fact in about(document)))
    if document.description:
        yield from ("", escape(document.description))
    for heading, sentences in sections(document):
        yield from ("", f"## {escape(heading)}", "", *(f"- {escape(sentence)}" for sentence in sentences))
    if document.tasks:
        yield from ("", "## Tasks", "")
        for task in document.tasks:
            yield f"- [{'x' if task.status is TaskStatus.DONE else ' '}] {escape(task_line(task))}"
    yield from ("", "## Transcript")
    for line in document.lines:
        speaker = f" **{escape(line.speaker)}**" if line.speaker else ""
        yield from ("", f"`{clock(line.start_ms)}`{speaker} {escape(line.text)}")
