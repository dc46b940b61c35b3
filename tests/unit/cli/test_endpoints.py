"""How the command line finds the running system."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mina_cli.complaint import Complaint
from mina_cli.endpoints import find

BODY = {
    "http": "http://h",
    "websocket": "ws://w",
    "page": "http://p/",
    "cognito": {"endpoint": "http://c", "client_id": "c"},
    "user": {"username": "u", "password": "p"},
}


def written(folder: Path, body: object = BODY) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "endpoints.json").write_text(json.dumps(body))
    return folder


def test_the_nearest_data_folder_upwards_is_taken(tmp_path: Path) -> None:
    data = written(tmp_path / ".mina")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)

    assert find(deep, {}).data == data


def test_a_named_data_folder_is_the_only_one(tmp_path: Path) -> None:
    written(tmp_path / ".mina")

    with pytest.raises(Complaint, match="make run"):
        find(tmp_path, {"MINA_DATA": str(tmp_path / "other")})


def test_a_meetings_page_has_an_address(tmp_path: Path) -> None:
    data = written(tmp_path)

    assert find(tmp_path, {"MINA_DATA": str(data)}).meeting_page("m") == "http://p/meetings/m"


def test_a_broken_file_is_said(tmp_path: Path) -> None:
    data = written(tmp_path, {"http": "http://h"})

    with pytest.raises(Complaint, match="cannot be read"):
        find(tmp_path, {"MINA_DATA": str(data)})
