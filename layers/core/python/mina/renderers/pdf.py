"""PDF in any script: fonts are embedded, as far as they are needed, and words are shaped (Arabic, Devanagari, …)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import mina_fonts
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it brings no types
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from mina.domain.document import MeetingDocument
from mina.renderers.clocks import clock, one_line
from mina.renderers.plain_text import about, sections, task_line

MAIN = "main"
_WITHOUT_A_SIGN = re.compile("[\ufe00-\ufe0f\u200d\u200b-\u200f\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]")
"""Variation selectors, joiners and skin tones: they change the sign before them, which these fonts do not know."""
_NEEDS_SHAPING = re.compile("[\u0300-\u036f\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufeff]")

logging.getLogger("fontTools").setLevel(logging.ERROR)


class _Page(FPDF):
    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(MAIN, size=8)
        self.set_text_color(120)
        self.cell(0, 8, f"{self.page_no()} / {{nb}}", align="C")


def render_pdf(document: MeetingDocument) -> bytes:
    pdf = _Page()
    pdf.set_title(_shown(document.title))
    pdf.set_creator("Mina")
    pdf.set_creation_date(document.took_place_at)
    pdf.set_auto_page_break(True, margin=18)
    _add_fonts(pdf, "".join(_texts(document)))
    pdf.add_page()
    _heading(pdf, _shown(document.title), 18)
    for fact in about(document):
        _paragraph(pdf, _shown(fact), 9, grey=90)
    if document.description:
        _paragraph(pdf, _shown(document.description), 10)
    for heading, sentences in sections(document):
        _heading(pdf, _shown(heading), 13)
        for sentence in sentences:
            _paragraph(pdf, f"•  {_shown(sentence)}", 10)
    if document.tasks:
        _heading(pdf, "Tasks", 13)
        for task in document.tasks:
            _paragraph(pdf, f"•  {_shown(task_line(task))}", 10)
    _heading(pdf, "Transcript", 13)
    for line in document.lines:
        speaker = f"{_shown(line.speaker)}: " if line.speaker else ""
        _paragraph(pdf, f"{clock(line.start_ms)}  {speaker}{_shown(line.text)}", 10)
    return bytes(pdf.output())


def _texts(document: MeetingDocument) -> Iterator[str]:
    yield document.title
    yield document.description
    yield from (fact for fact in about(document))
    for heading, sentences in sections(document):
        yield heading
        yield from sentences
    yield from (task_line(task) for task in document.tasks)
    for line in document.lines:
        yield line.speaker or ""
        yield line.text


def _add_fonts(pdf: FPDF, text: str) -> None:
    """The main font, and of the others those that have signs that it lacks."""
    pdf.add_font(MAIN, fname=mina_fonts.REGULAR)
    pdf.add_font(MAIN, style="B", fname=mina_fonts.BOLD)
    missing = {ord(char) for char in _shown(text)} - _signs(mina_fonts.REGULAR)
    fallbacks = []
    for path in mina_fonts.FALLBACKS:
        if not missing:
            break
        found = missing & _signs(path)
        if found:
            pdf.add_font(path.stem, fname=path)
            fallbacks.append(path.stem)
            missing -= found
    pdf.set_fallback_fonts(fallbacks, exact_match=False)


def _signs(path: object) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def _shown(text: str) -> str:
    return _WITHOUT_A_SIGN.sub("", one_line(text))


def _heading(pdf: FPDF, text: str, size: float) -> None:
    pdf.ln(3)
    pdf.set_font(MAIN, "B", size)
    pdf.set_text_color(0)
    _write(pdf, text, size)
    pdf.ln(1)


def _paragraph(pdf: FPDF, text: str, size: float, grey: int = 0) -> None:
    pdf.set_font(MAIN, size=size)
    pdf.set_text_color(grey)
    _write(pdf, text, size)


def _write(pdf: FPDF, text: str, size: float) -> None:
    """Shaping costs five times as much as plain text, and most scripts do without."""
    pdf.set_text_shaping(_NEEDS_SHAPING.search(text) is not None)
    pdf.multi_cell(0, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
