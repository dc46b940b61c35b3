"""Files become meetings to play."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mina_cli.complaint import Complaint
from mina_cli.transcript_file import parse, read_file, read_sample

VTT = """WEBVTT - a header

NOTE title: Planning

NOTE meeting_type: customer_call

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:02.500 align:start
<v Ada Lovelace>Hello &amp; welcome,
<i>everybody</i>.

00:03.000 --> 00:04.000
<v.loud Grace>Hi.
<v Ada Lovelace>Hi Grace.

01:00:00.000 --> 01:00:01.000
nobody in particular

00:00:05.000 --> 00:00:06.000
<v Grace>

"""


def test_voices_times_and_tags_of_webvtt_are_read() -> None:
    transcript = parse(VTT, "x.vtt")

    assert (transcript.title, transcript.meeting_type) == ("Planning", "customer_call")
    heard = [(u.speaker, u.text, u.start_ms, u.end_ms) for u in transcript.utterances]
    assert heard == [
        ("Ada Lovelace", "Hello & welcome, everybody.", 1_000, 2_500),
        ("Grace", "Hi.", 3_000, 4_000),
        ("Ada Lovelace", "Hi Grace.", 3_000, 4_000),
        (None, "nobody in particular", 3_600_000, 3_601_000),
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "my-meeting.vtt"
    path.write_bytes(b"\xef\xbb\xbf" + VTT.replace("\n", "\r\n").encode())

    assert read_file(path).utterances == parse(VTT, "x.vtt").utterances


def test_json_segments_keep_what_they_say() -> None:
    segment = {"speaker": "A", "text": "Hi", "start_ms": 5, "end_ms": 9, "confidence": 0.5, "language": "en"}

    (utterance,) = parse(json.dumps({"title": "T", "segments": [segment]}), "x.json").utterances

    assert (utterance.speaker, utterance.confidence, utterance.language) == ("A", 0.5, "en")


def test_the_files_name_is_the_title_where_nothing_else_is() -> None:
    assert parse('{"segments": []}', "board_meeting-may.json").title == "Board meeting may"


def test_utterances_leave_in_the_order_in_which_they_end() -> None:
    rows = [
        {"text": "long", "start_ms": 0, "end_ms": 9_000},
        {"text": "in between", "start_ms": 3_000, "end_ms": 4_000},
    ]

    said = parse(json.dumps(rows), "x.json").utterances

    assert [(u.utterance_id, u.text) for u in said] == [("u00001", "in between"), ("u00002", "long")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("hello", "neither WebVTT nor JSON"),
        ("{", "not JSON with segments"),
        ('{"title": "x"}', "not JSON with segments"),
        ('[{"text": "x"}]', "not JSON with segments"),
        ('[{"text": "x", "start_ms": -5, "end_ms": 1}]', "backwards or below zero"),
    ],
)
def test_what_is_no_transcript_is_said(text: str, complaint: str) -> None:
    with pytest.raises(Complaint, match=complaint):
        parse(text, "x")


def test_a_file_that_is_not_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.vtt"
    path.write_bytes(b"WEBVTT\xff\xfe")

    with pytest.raises(Complaint, match="not UTF-8"):
        read_file(path)


def test_the_sample_is_a_whole_meeting() -> None:
    sample = read_sample()

    assert sample.title == "Spring release planning"
    assert 60 <= len(sample.utterances) <= 80
    assert len({utterance.speaker for utterance in sample.utterances}) == 4
    assert 7 * 60_000 < sample.duration_ms < 9 * 60_000
