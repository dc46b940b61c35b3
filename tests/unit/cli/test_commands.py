"""The commands as a person runs them, against a backend in this process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.fake_backend import FakeBackend
from tests.unit.client.fake_mina import FakeMina
from tests.unit.client.fake_server import FakeServer

from mina_cli.main import main
from mina_client.frames import Profile
from mina_client.outbox import SqliteOutbox

STAND_UP: dict[str, Any] = {
    "title": "Stand-up",
    "meeting_type": "stand_up",
    "segments": [
        {"speaker": "Lena", "text": f"sentence number {n}", "start_ms": n * 1000, "end_ms": n * 1000 + 900}
        for n in range(23)
    ],
}


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBackend]:
    monkeypatch.setenv("MINA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    fake = FakeBackend(FakeServer(FakeMina(meeting_id="m-1")))
    with fake.running(tmp_path / "data"):
        yield fake


@pytest.fixture
def stand_up(tmp_path: Path) -> Path:
    path = tmp_path / "stand-up.json"
    path.write_text(json.dumps(STAND_UP))
    return path


def mina(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of the command."""
    monkeypatch.setattr("sys.argv", ["mina", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_without_a_command_there_is_help(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    mina(monkeypatch)

    assert "replay" in capsys.readouterr().out


def test_where_nothing_runs_one_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("MINA_DATA", str(tmp_path))

    code = mina(monkeypatch, "meetings")

    assert code == 1
    assert capsys.readouterr().err == (
        "mina: Mina is not running here: start it with `make run` (MINA_DATA names another data folder).\n"
    )


def test_where_it_ran_and_runs_no_more_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("MINA_DATA", str(tmp_path))
    with FakeBackend().running(tmp_path):
        pass

    code = mina(monkeypatch, "meetings")

    assert code == 1
    assert "Start it with `make run`" in capsys.readouterr().err


def test_a_meeting_is_played_stored_and_shown(
    backend: FakeBackend,
    stand_up: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    code = mina(monkeypatch, "replay", str(stand_up), "--speed", "max")

    out = capsys.readouterr().out
    assert code == 0
    assert "23 of 23 segments acknowledged" in out
    assert "dashboard refresh" in out
    assert "They <b>planned</b> [red]it[/]." in out, "a meeting's words are never markup"
    assert "Fix it (Jonas) #3" in out
    texts = [backend.server.mina.stored[seq]["text"] for seq in range(1, 24)]
    assert texts == [segment["text"] for segment in STAND_UP["segments"]]
    join = backend.server.mina.joins[0]
    assert (join["title"], join["meeting_type"]) == ("Stand-up", "stand_up")
    assert list((tmp_path / "data" / "outbox").iterdir()) == []


def test_a_meeting_can_be_ended_over_http(
    backend: FakeBackend, stand_up: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = mina(monkeypatch, "replay", str(stand_up), "--speed", "max", "--finalize", "http", "--no-wait")

    assert code == 0
    assert f"POST /api/sessions/{backend.server.mina.session_id}/complete" in backend.requests
    assert "23 of 23 segments acknowledged" in capsys.readouterr().out


def test_without_an_account_no_ticket_is_asked_for(
    backend: FakeBackend, stand_up: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    backend.server.mina.meeting_id = None

    code = mina(monkeypatch, "replay", str(stand_up), "--speed", "max", "--anonymous")

    assert code == 0
    assert backend.requests == []
    assert "no meeting page" in capsys.readouterr().out


def test_speakers_can_be_left_out(backend: FakeBackend, stand_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mina(monkeypatch, "replay", str(stand_up), "--speed", "max", "--no-speakers", "--no-wait")

    assert all("speaker" not in segment for segment in backend.server.mina.stored.values())


def test_what_the_server_will_not_take_fails_and_is_kept(
    backend: FakeBackend,
    stand_up: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    backend.server.mina.unwelcome = 6

    code = mina(monkeypatch, "replay", str(stand_up), "--speed", "max", "--no-wait")

    assert code == 1
    assert "5 segments were not taken by the server" in capsys.readouterr().err
    assert [path.suffix for path in (tmp_path / "data" / "outbox").iterdir()] == [".sqlite"]


def test_an_interrupted_playback_goes_on_where_it_stopped(
    backend: FakeBackend,
    stand_up: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("mina_cli.replay.Replay._finish", interrupt)
        patched.setattr("mina_cli.replay._say_at_once", _say_seven)
        first = mina(monkeypatch, "replay", str(stand_up), "--speed", "max")
    stopped = capsys.readouterr().err

    second = mina(monkeypatch, "replay", "--resume", "--no-wait")

    assert (first, second) == (130, 0)
    assert "16 not yet played. `mina replay --resume` goes on." in stopped
    assert [backend.server.mina.stored[seq]["text"] for seq in range(1, 24)] == [
        segment["text"] for segment in STAND_UP["segments"]
    ]


async def _say_seven(client: object, utterances: object) -> None:
    client.say(*utterances[:7])  # type: ignore[attr-defined,index]


def test_resuming_where_nothing_was_interrupted_is_said(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mina(monkeypatch, "replay", "--resume") == 1
    assert "nothing was interrupted" in capsys.readouterr().err


def test_a_session_that_another_process_sends_is_left_to_it(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    held = SqliteOutbox(tmp_path / "data" / "outbox" / "s.sqlite", Profile("s", "i"))

    code = mina(monkeypatch, "replay", "--resume")

    held.close()
    assert code == 1
    assert "another process is sending" in capsys.readouterr().err


def test_meetings_are_listed(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mina(monkeypatch, "meetings", "--search", "plan") == 0
    assert "Planning" in capsys.readouterr().out
    assert any(request.startswith("GET /api/meetings?") and "q=plan" in request for request in backend.requests)


def test_a_meeting_is_found_by_its_session(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mina(monkeypatch, "show", "s") == 0
    assert "http://127.0.0.1:1/meetings/m-1" in capsys.readouterr().out


def test_what_is_not_there_is_said_in_one_line(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mina(monkeypatch, "show", "nothing") == 1
    assert capsys.readouterr().err == "mina: there is no such meeting or session.\n"


def test_endpoints_carry_a_fresh_token(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mina(monkeypatch, "endpoints", "--json") == 0

    body = json.loads(capsys.readouterr().out)
    assert body["access_token"] == "a-token"
    assert body["aws"] == {"region": "us-east-1"}


def test_a_refused_sign_in_is_one_line(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    backend.sign_in_status = 400

    assert mina(monkeypatch, "token") == 1
    assert capsys.readouterr().err == "mina: cannot sign in: Incorrect username or password.\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["replay", "--speed", "fast"], "--speed is a number above 0, or max, not 'fast'."),
        (["replay", "--finalize", "post"], "--finalize is socket or http, not 'post'."),
        (["replay", "/nowhere.vtt"], "/nowhere.vtt cannot be read: No such file or directory."),
        (["insights", "m-1", "--step", "poem"], "there is no step 'poem': refinement, analytics, tasks, summary."),
    ],
)
def test_wrong_words_are_explained_in_one_line(
    arguments: list[str],
    complaint: str,
    backend: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert mina(monkeypatch, *arguments) == 1
    assert capsys.readouterr().err == f"mina: {complaint}\n"
