"""DOCX, with real headings, so that Word and LibreOffice can make a table of contents."""

from __future__ import annotations

import io
from datetime import UTC

from docx import Document
from docx.document import Document as Page
from docx.shared import Pt, RGBColor

from mina.domain.document import MeetingDocument
from mina.renderers.clocks import clock, one_line
from mina.renderers.plain_text import about, sections, task_line

GREY = RGBColor(0x66, 0x66, 0x66)


def render_docx(document: MeetingDocument) -> bytes:
    page = Document()
    page.core_properties.title = one_line(document.title)[:255]
    page.core_properties.author = "Mina"
    page.core_properties.created = document.took_place_at.astimezone(UTC).replace(tzinfo=None)
    page.add_heading(one_line(document.title), 0)
    for fact in about(document):
        page.add_paragraph(fact)
    if document.description:
        page.add_paragraph(one_line(document.description))
    for heading, sentences in sections(document):
        page.add_heading(heading, 1)
        for sentence in sentences:
            page.add_paragraph(sentence, style="List Bullet")
    if document.tasks:
        page.add_heading("Tasks", 1)
        for task in document.tasks:
            page.add_paragraph(task_line(task), style="List Bullet")
    _add_transcript(page, document)
    buffer = io.BytesIO()
    page.save(buffer)
    return buffer.getvalue()


def _add_transcript(page: Page, document: MeetingDocument) -> None:
    page.add_heading("Transcript", 1)
    style = page.styles["Normal"].paragraph_format
    style.space_after = Pt(4)
    for line in document.lines:
        paragraph = page.add_paragraph()
        time = paragraph.add_run(f"{clock(line.start_ms)}  ")
        time.font.size = Pt(8)
        time.font.color.rgb = GREY
        if line.speaker:
            paragraph.add_run(f"{one_line(line.speaker)}: ").bold = True
        paragraph.add_run(one_line(line.text))
