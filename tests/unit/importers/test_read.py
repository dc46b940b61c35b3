"""Transcripts of other programs, and what only looks like one."""

import io
import json
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mina.domain.errors import BadFrame, TooLarge
from mina.importers import Imported, read
from mina.importers.cue import MAX_CUES, NotRead

ZOOM = """WEBVTT

1
00:00:00.000 --> 00:00:04.180
Grace Hopper: Shall we begin?

2
00:00:04.500 --> 00:00:07.000
Alan Turing: Yes, the agenda has three points.
"""
TEAMS = """WEBVTT

5a1f3c9e-0000-0000-0000-000000000001/12-0
00:00:03.120 --> 00:00:05.740
<v Grace Hopper>Shall we begin?</v>

5a1f3c9e-0000-0000-0000-000000000001/13-0
00:00:05.900 --> 00:00:09.000
<v Alan Turing>Yes, the agenda
has three points.</v>
"""
SRT = """1
00:00:00,000 --> 00:00:04,180
Grace Hopper: Shall we begin?

2
00:00:04,500 --> 00:00:07,000
<i>Alan Turing: Yes, the agenda has three points.</i>
"""
OTTER = """Grace Hopper  0:03
Shall we begin?

Alan Turing  0:06
Yes, the agenda has three points.

Transcribed by https://otter.ai
"""
PLAIN = """Grace Hopper: Shall we begin?
Alan Turing: Yes, the agenda
has three points.
"""
STAMPED = """[00:00:03] Grace Hopper: Shall we begin?
[00:00:06] Alan Turing: Yes, the agenda has three points.
"""
WHISPER = json.dumps(
    {
        "text": "Shall we begin? Yes, the agenda has three points.",
        "language": "en",
        "segments": [
            {"id": 0, "start": 3.0, "end": 5.5, "text": " Shall we begin?", "avg_logprob": -0.2},
            {"id": 1, "start": 6.0, "end": 9.0, "text": " Yes, the agenda has three points."},
        ],
    }
)
MINA = json.dumps(
    {
        "title": "Planning",
        "segments": [
            {"text": "Shall we begin?", "start_ms": 3000, "end_ms": 5500, "speaker": "Grace Hopper", "confidence": 0.9},
            {"text": "Yes, the agenda has three points.", "start_ms": 6000, "end_ms": 9000, "speaker": "Alan Turing"},
        ],
    }
)
WEBEX = """WEBVTT

1 "Grace Hopper" (3456789)
00:00:03.240 --> 00:00:06.110
Shall we begin?

2 "Alan Turing" (3456790)
00:00:06.500 --> 00:00:08.020
Yes, the agenda has three points.
"""
ZOOM_SAVED = """[Grace Hopper] 10:02:03
Shall we begin?

[Alan Turing] 10:02:07
Yes, the agenda has three points.
"""
MEET = """00:00:00

Grace Hopper: Shall we begin?

00:05:00

Alan Turing: Yes, the agenda has three points.
Meeting ended after 00:12:10
"""
ASSEMBLY = json.dumps(
    {
        "utterances": [
            {"speaker": "Grace Hopper", "start": 500, "end": 3100, "text": "Shall we begin?"},
            {"speaker": "Alan Turing", "start": 3200, "end": 5000, "text": "Yes, the agenda has three points."},
        ]
    }
)
DEEPGRAM = json.dumps(
    {
        "results": {
            "channels": [],
            "utterances": [
                {"speaker": "Grace Hopper", "start": 0.5, "end": 3.1, "transcript": "Shall we begin?"},
                {"speaker": "Alan Turing", "start": 3.2, "end": 5, "transcript": "Yes, the agenda has three points."},
            ],
        }
    }
)
SAID = ["Shall we begin?", "Yes, the agenda has three points."]
NAMES = ["Grace Hopper", "Alan Turing"]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def a_document(*paragraphs: str, prologue: str = "") -> bytes:
    runs = "".join(
        "<w:p><w:r>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in text.split("\n")) + "</w:r></w:p>"
        for text in paragraphs
    )
    return an_archive(f"{prologue}<w:document {W}><w:body>{runs}</w:body></w:document>".encode())


def an_archive(content: bytes, name: str = "word/document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


TEAMS_NEW = a_document("Weekly", "Grace Hopper   0:03\nShall we begin?", "Alan Turing   0:06\n" + SAID[1])
TEAMS_OLD = a_document(
    "0:0:3.120 --&gt; 0:0:5.740\nGrace Hopper\nShall we begin?", "0:0:5.900 --&gt; 0:0:9.0\nAlan Turing\n" + SAID[1]
)


def lines(imported: Imported) -> list[str]:
    return [one.text for one in imported.heard]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("vtt", ZOOM), ("vtt", TEAMS), ("srt", SRT), ("txt", OTTER), ("txt", PLAIN), ("txt", STAMPED), ("json", MINA),
        ("vtt", WEBEX), ("txt", ZOOM_SAVED), ("txt", MEET), ("json", ASSEMBLY), ("json", DEEPGRAM),
    ],
    ids=[
        "Zoom VTT", "Teams VTT", "SRT", "Otter TXT", "TXT", "TXT with times", "Mina JSON", "Webex VTT",
        "Zoom saved captions", "Google Meet TXT", "AssemblyAI JSON", "Deepgram JSON",
    ],
)  # fmt: skip
def test_a_transcript_tells_who_said_what(kind: str, data: str) -> None:
    imported = read(data.encode())

    assert imported.kind == kind
    assert lines(imported) == SAID
    assert [one.speaker for one in imported.heard] == NAMES
    assert all(one.start_ms < one.end_ms for one in imported.heard)


@pytest.mark.parametrize(
    ("data", "starts"),
    [(ZOOM_SAVED, [0, 4_000]), (MEET, [0, 300_000]), (ASSEMBLY, [500, 3_200]), (DEEPGRAM, [500, 3_200])],
    ids=["time of day", "times on lines of their own", "whole milliseconds", "seconds"],
)
def test_times_count_from_the_beginning_in_milliseconds(data: str, starts: list[int]) -> None:
    assert [one.start_ms for one in read(data.encode()).heard] == starts


def test_a_sentence_with_a_colon_names_nobody() -> None:
    imported = read(b"Maria de la Cruz: One thing first.\nLet us begin with the release: three points.")

    assert [(one.speaker, one.text) for one in imported.heard] == [
        ("Maria de la Cruz", "One thing first. Let us begin with the release: three points.")
    ]


@pytest.mark.parametrize("data", [TEAMS_NEW, TEAMS_OLD], ids=["name and time", "time range"])
def test_a_teams_document_tells_who_said_what(data: bytes) -> None:
    imported = read(data)

    assert (imported.kind, lines(imported)) == ("docx", SAID)
    assert [one.speaker for one in imported.heard] == NAMES


def test_whisper_s_seconds_become_milliseconds() -> None:
    imported = read(WHISPER.encode())

    assert [(one.start_ms, one.end_ms) for one in imported.heard] == [(3000, 5500), (6000, 9000)]
    assert lines(imported) == SAID


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_letters_are_read_whatever_they_were_written_with(encoding: str, line_end: str) -> None:
    text = ZOOM.replace("begin?", "begin – naïve?").replace("\n", line_end)

    assert lines(read(text.encode(encoding)))[0] == "Shall we begin – naïve?"


def test_old_windows_letters_are_read() -> None:
    assert lines(read(PLAIN.replace("begin", "commençons").encode("cp1252")))[0] == "Shall we commençons?"


def test_reversed_times_are_turned_and_overlaps_stay() -> None:
    text = "WEBVTT\n\n00:10.000 --> 00:05.000\none\n\n00:01.000 --> 00:30.000\ntwo\n\n00:06.000 --> 00:07.000\nthree\n"

    imported = read(text.encode())

    assert [(one.text, one.start_ms, one.end_ms) for one in imported.heard] == [
        ("two", 1000, 30000), ("one", 5000, 10000), ("three", 6000, 7000),
    ]  # fmt: skip
    assert imported.repaired == 2


def test_entities_and_marks_are_text_again() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.red>5 &lt; 6 &amp; <i>more</i></c>\n"

    assert lines(read(text.encode())) == ["5 < 6 & more"]


def test_a_million_cues_are_refused_and_not_held() -> None:
    cues = "".join(f"00:00.{i % 1000:03d} --> 00:01.000\nx\n\n" for i in range(100_000))
    data = ("WEBVTT\n\n" + cues * 10).encode()

    with pytest.raises(TooLarge):
        read(data)
    tracemalloc.start()
    with pytest.raises(TooLarge, match=str(MAX_CUES)):
        read(data[: 4 * 1024 * 1024])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 * 1024 * 1024


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = an_archive(b" " * (200 * 1024 * 1024))
    tracemalloc.start()

    with pytest.raises(TooLarge):
        read(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(bomb) < 1024 * 1024
    assert peak < 16 * 1024 * 1024


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(an_archive(b"<" * (30 * 1024 * 1024)))
    directory = bomb.rindex(b"PK\x01\x02")
    bomb[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")

    with pytest.raises(BadFrame):
        read(bytes(bomb))


@pytest.mark.parametrize(
    "data",
    [
        a_document("x", prologue='<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
        an_archive(b"<w:document>"),
        an_archive(b"x", "other.xml"),
        b"PK\x03\x04 not a zip at all",
        b"",
        b"   \n\n",
        b"WEBVTT\n\n",
        b"{",
        b'{"a": 1}',
        b'{"segments": [{"text": 5}]}',
        b'{"segments": [7]}',
        b"[" * 100_000,
        b"\x00\x01\x02\x03" * 100,
        bytes(range(256)) * 10,
    ],
    ids=lambda data: f"{len(data)} bytes",
)
def test_what_is_no_transcript_is_refused(data: bytes) -> None:
    with pytest.raises(NotRead):
        read(data)


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_anything_is_read_or_refused(data: bytes) -> None:
    try:
        imported = read(data)
    except BadFrame:
        return
    assert all(one.text and 0 <= one.start_ms <= one.end_ms for one in imported.heard)


@given(st.sampled_from([ZOOM, TEAMS, SRT, OTTER, MINA, WHISPER]), st.data())
def test_a_damaged_transcript_is_read_or_refused(text: str, data: st.DataObject) -> None:
    raw = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))

    try:
        imported = read(bytes(raw[: data.draw(st.integers(1, len(raw)))]))
    except BadFrame:
        return
    assert all(one.text and 0 <= one.start_ms <= one.end_ms for one in imported.heard)
