"""Files that other programs open, whatever was said."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace

import mina_fonts
import pytest
from docx import Document
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it brings no types
from tests.unit.renderers.documents import HOSTILE, SCRIPTS, a_meeting, a_task

from mina.domain.insight import Summary, SummarySentence, TopicNotes
from mina.services.export import Format, render


@pytest.mark.parametrize("file_format", list(Format))
def test_every_format_renders_whatever_was_said(file_format: Format) -> None:
    document = a_meeting(HOSTILE, SCRIPTS, "", tasks=(a_task(HOSTILE),), title=HOSTILE)

    content = render(document, file_format)

    assert content
    assert file_format is Format.JSON or "\u202e".encode() not in content
    assert b"\x07" not in content or file_format in (Format.DOCX, Format.PDF)


@pytest.mark.parametrize("file_format", list(Format))
def test_an_empty_meeting_is_a_file_too(file_format: Format) -> None:
    assert render(a_meeting(), file_format) or file_format is Format.SRT


def test_a_spreadsheet_meets_no_formula() -> None:
    document = a_meeting("x", tasks=(a_task("=1+1", "@SUM(A1)"), a_task("＝1", None), a_task(" -2")), title="+x")

    text = render(document, Format.CSV).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert [row[1] for row in rows[1:]] == ["'=1+1", "'＝1", "'-2"]
    assert (rows[1][2], rows[1][8]) == ("'@SUM(A1)", "'+x")
    assert not any(cell.lstrip()[:1] in "=+-@" and cell for row in rows for cell in row)


def test_subtitles_keep_their_form_whatever_is_said() -> None:
    document = a_meeting("one --> two", "<i>three</i>\n\n00:00:01.000 --> 00:00:02.000\nfour", "")

    vtt = render(document, Format.VTT).decode()
    srt = render(document, Format.SRT).decode()

    assert vtt.startswith("WEBVTT\n\n")
    assert len(re.findall(r"^\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}$", vtt, re.MULTILINE)) == 2
    assert "<v Ana>one --&gt; two" in vtt
    assert "<i>" not in vtt
    assert re.findall(r"^(\d+)\n(\d\d:\d\d:\d\d,\d{3}) --> (\d\d:\d\d:\d\d,\d{3})$", srt, re.MULTILINE) == [
        ("1", "00:00:02,000", "00:00:03,500"),
        ("2", "00:00:04,000", "00:00:05,500"),
    ]


def test_markdown_stays_text() -> None:
    text = render(a_meeting("[link](javascript:x) <script> **b** # h", "1. not a list"), Format.MD).decode()

    assert "](" not in text
    assert "<script>" not in text
    assert "1\\. not a list" in text


def test_json_holds_everything_for_programs() -> None:
    body = json.loads(render(a_meeting("Hello.", tasks=(a_task(),)), Format.JSON))

    assert body["segments"][0] == {
        "seq": 1,
        "start_ms": 2000,
        "end_ms": 3500,
        "speaker": "Ana",
        "text": "Hello.",
        "is_edited": False,
        "is_promoted": False,
    }
    assert body["tasks"][0]["due_date"] == "2026-11-27"
    assert "workspace_id" not in body["tasks"][0]


def test_a_calendar_has_a_day_for_each_due_task() -> None:
    tasks = (a_task("Send; the, offer\\ " + "é" * 60), a_task("No date", due=None))

    content = render(a_meeting("x", tasks=tasks), Format.ICS)

    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Send\\; the\\, offer\\\\ ééé" in unfolded
    assert unfolded.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261127\r\nDTEND;VALUE=DATE:20261128" in unfolded


def test_word_opens_with_headings_and_words() -> None:
    content = render(a_meeting("Hello 会議.", tasks=(a_task(),)), Format.DOCX)

    paragraphs = Document(io.BytesIO(content)).paragraphs
    assert paragraphs[0].text == "Weekly"
    assert [p.text for p in paragraphs if p.style and p.style.name == "Heading 1"] == ["Summary", "Tasks", "Transcript"]
    assert paragraphs[-1].text == "0:02  Ana: Hello 会議."
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_the_fonts_have_a_sign_for_every_script() -> None:
    signs: set[int] = set()
    for path in (mina_fonts.REGULAR, *mina_fonts.FALLBACKS):
        with TTFont(path, lazy=True) as font:
            signs |= set(font.getBestCmap())

    assert [char for char in SCRIPTS if ord(char) not in signs] == []


def test_a_pdf_embeds_what_it_shows() -> None:
    content = render(a_meeting(SCRIPTS), Format.PDF)

    assert content.startswith(b"%PDF-")
    assert content.count(b"/FontFile") >= 4


def test_every_readable_export_says_whose_words_they_are() -> None:
    said = SummarySentence("We ship on Friday.", (), "Ana")
    unsaid = SummarySentence("The price stays.", ())
    step = SummarySentence("Send the offer", (), "Ben")
    summary = Summary("general", (said, unsaid), (said,), (said,), (TopicNotes("Dates", (said,)),), (step,))
    document = replace(a_meeting("x"), summary=summary)

    text = render(document, Format.TXT).decode()
    markdown = render(document, Format.MD).decode()
    word = [p.text for p in Document(io.BytesIO(render(document, Format.DOCX))).paragraphs]

    for lines in (text.splitlines(), markdown.splitlines(), [f"- {line}" for line in word]):
        plain = [line.replace("\\", "").replace("**", "") for line in lines]
        assert plain.count("- Ana: We ship on Friday.") == 4
        assert plain.count("- The price stays.") == 1
        assert plain.count("- Ben: Send the offer") == 1


def test_a_speakers_name_is_text_in_every_export() -> None:
    name = "[Ana](javascript:x)\n# <script>"
    summary = Summary("general", overview=(SummarySentence("We ship on Friday.", (), name),))
    document = replace(a_meeting("x"), summary=summary)

    markdown = render(document, Format.MD).decode()
    text = render(document, Format.TXT).decode()

    assert "](" not in markdown
    assert "<script>" not in markdown
    assert "\n#" not in markdown.split("## Transcript")[0].split("Summary", 1)[1]
    assert "- [Ana](javascript:x) # <script>: We ship on Friday." in text.splitlines()
