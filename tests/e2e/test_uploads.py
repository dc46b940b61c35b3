"""Uploads and imports on the deployed template: real HTTP, a real form to S3, the state machine, real ffmpeg."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from local.endpoints import FirstUser, write_endpoints
from local.places import ROOT, Places
from tests.e2e.meeting import socket
from tests.integration.uploads.studio import sound, talk, text_of
from tests.stack import Stack, User

WORDS = talk(12)
PATIENCE_SECONDS = 90
VTT = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
Ada Lovelace: I will send the plan to Ben by Friday.

2
00:00:04.500 --> 00:00:07.000
Ben: Thank you, that helps.
"""


@pytest.fixture
def http(hearing_stack: Stack) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hearing_stack.http, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
def ada(hearing_stack: Stack) -> User:
    return hearing_stack.new_user()


def wait_for_end(http: httpx.Client, user: User, session_id: str) -> tuple[dict[str, object], list[str]]:
    """The upload as it is at its end, and every status on the way."""
    until = time.monotonic() + PATIENCE_SECONDS
    seen: list[str] = []
    while time.monotonic() < until:
        row = http.get(f"/api/v1/sessions/{session_id}", headers=user.authorization).json()
        if row["status"] not in seen:
            seen.append(row["status"])
        if row["status"] in ("completed", "failed", "expired"):
            return row, seen
        time.sleep(0.1)
    raise AssertionError(f"it is still {seen[-1]}")


@pytest.mark.xdist_group("hearing")
@pytest.mark.parametrize("is_told", [True, False], ids=["told by the caller", "told by S3 alone"])
def test_a_recording_goes_all_the_way(http: httpx.Client, ada: User, is_told: bool) -> None:
    created = http.post("/api/v1/sessions", json={"title": "Retrospective"}, headers=ada.authorization)
    session_id = created.json()["id"]
    file = {"filename": "talk.wav", "content_type": "audio/wav"}
    address = http.post(f"/api/v1/sessions/{session_id}/upload-url", json=file, headers=ada.authorization)
    before = http.get(f"/api/v1/sessions/{session_id}", headers=ada.authorization).json()
    posted = httpx.post(
        address.json()["url"], data=address.json()["fields"], files={"file": sound(WORDS)}, trust_env=False, timeout=60
    )
    told = is_told and http.post(f"/api/v1/sessions/{session_id}/upload-complete", headers=ada.authorization)
    done, seen = wait_for_end(http, ada, session_id)
    meeting = http.get(f"/api/meetings/{done['meeting_id']}", headers=ada.authorization).json()
    transcript = http.get(f"/api/meetings/{done['meeting_id']}/transcript", headers=ada.authorization).json()

    assert (created.status_code, address.status_code, posted.status_code) == (201, 200, 201)
    assert created.json()["status"] == "created"
    assert before["status"] == "awaiting_upload"
    assert not told or told.json()["status"] in ("processing", "completed")
    assert seen[-1] == "completed", done
    assert meeting["title"] == "Retrospective"
    assert meeting["status"] == "completed"
    assert " ".join(row["text"] for row in transcript["items"]) == text_of(WORDS)


@pytest.mark.xdist_group("hearing")
def test_a_renamed_program_is_refused_by_its_content(http: httpx.Client, ada: User) -> None:
    session_id = http.post("/api/v1/sessions", json={}, headers=ada.authorization).json()["id"]
    file = {"filename": "song.mp3", "content_type": "audio/mpeg"}
    address = http.post(f"/api/v1/sessions/{session_id}/upload-url", json=file, headers=ada.authorization).json()
    httpx.post(address["url"], data=address["fields"], files={"file": b"MZ" + bytes(900)}, trust_env=False)

    done, _ = wait_for_end(http, ada, session_id)

    assert done["status"] == "failed"
    assert done["problem"] == {
        "code": "NOT_AUDIO",
        "message": "The file's content is no sound or video that can be read, whatever its name says.",
    }


@pytest.mark.xdist_group("hearing")
def test_nobody_and_nothing_gets_in_by_the_side(http: httpx.Client, ada: User, hearing_stack: Stack) -> None:
    eve = hearing_stack.new_user("Eve Moneypenny")
    session_id = http.post("/api/v1/sessions", json={}, headers=ada.authorization).json()["id"]

    assert http.post("/api/v1/sessions", json={}).status_code == 401
    assert http.get(f"/api/v1/sessions/{session_id}", headers=eve.authorization).status_code == 404
    assert http.get("/api/v1/sessions/nothing", headers=ada.authorization).status_code == 404
    complete = http.post(f"/api/v1/sessions/{session_id}/upload-complete", headers=ada.authorization)
    assert (complete.status_code, complete.json()["code"]) == (409, "CONFLICT")


@pytest.mark.xdist_group("hearing")
def test_an_import_is_a_meeting_at_once(http: httpx.Client, ada: User) -> None:
    headers = {**ada.authorization, "content-type": "application/octet-stream", "idempotency-key": "once"}

    made = http.post("/api/imports?filename=planning-call.vtt", content=VTT.encode("utf-16"), headers=headers)
    again = http.post("/api/imports?filename=planning-call.vtt", content=VTT.encode("utf-16"), headers=headers)
    meeting = http.get(f"/api/meetings/{made.json()['meeting_id']}", headers=ada.authorization).json()

    assert made.status_code == 201, made.text
    assert again.json()["meeting_id"] == made.json()["meeting_id"]
    assert (made.json()["format"], made.json()["total_segments"]) == ("vtt", 2)
    assert (meeting["title"], meeting["speakers"]) == ("Planning call", ["Ada Lovelace", "Ben"])
    assert http.post("/api/imports", content=b"\x00\x01\x02" * 50, headers=headers).status_code == 400


@pytest.mark.xdist_group("hearing")
def test_live_sound_becomes_a_segment_and_can_be_played(hearing_stack: Stack, http: httpx.Client, ada: User) -> None:
    data = sound(talk(5))
    pieces = [data[at : at + 13_000] for at in range(0, len(data), 13_000)]
    frames = [
        {
            "action": "audio", "seq": 1, "part": n, "parts": len(pieces), "format": "audio/wav", "start_ms": 2_000,
            "end_ms": 2_000 + len(data) // 32, "data": base64.b64encode(piece).decode(),
        }
        for n, piece in enumerate(pieces, 1)
    ]  # fmt: skip

    with socket(hearing_stack, ada) as room:
        room.join(title="By ear", recording_enabled=True)
        answers = [room.ask(frame, "ack") for frame in frames]
        ended = room.end(1)
    track = http.get(f"/api/meetings/{ended['meeting_id']}/audio", headers=ada.authorization).json()
    played = httpx.get(track["items"][0]["url"], trust_env=False)

    assert [answer["seqs"] for answer in answers] == [[]] * (len(pieces) - 1) + [[[1, 1]]]
    assert answers[-1]["segment"]["text"] == text_of(talk(5))
    assert ended["type"] == "finalized"
    assert (track["items"][0]["start_ms"], played.content) == (2_000, data)


@pytest.mark.xdist_group("hearing")
@pytest.mark.parametrize("kind", ["transcript", "recording"])
def test_the_command_line_imports_either(
    hearing_stack: Stack, http: httpx.Client, ada: User, tmp_path: Path, kind: str
) -> None:
    place = Places(data=tmp_path, port=hearing_stack.port, page_port=hearing_stack.port)
    write_endpoints(place, hearing_stack.deployment, FirstUser(ada.username, ada.password))
    file = tmp_path / ("planning-call.vtt" if kind == "transcript" else "planning-call.wav")
    file.write_bytes(VTT.encode() if kind == "transcript" else sound(WORDS))

    done = subprocess.run(
        [sys.executable, "-m", "mina_cli.main", "import", str(file)],
        env={**os.environ, "MINA_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "cli")},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    rows = http.get("/api/meetings", headers=ada.authorization).json()["items"]

    assert done.returncode == 0, done.stderr
    assert rows[0]["id"] in done.stdout
    assert rows[0]["status"] == "completed"
    assert rows[0]["total_segments"] >= 2
