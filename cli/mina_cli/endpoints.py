"""Finds the running system: `endpoints.json`, written by `make run` into its data folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mina_cli.complaint import Complaint

NOT_RUNNING = "Mina is not running here: start it with `make run` (MINA_DATA names another data folder)."


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the system answers. `data` is its data folder; `body` is the whole file."""

    data: Path
    http: str
    websocket: str
    page: str
    cognito_endpoint: str
    client_id: str
    username: str
    password: str
    body: dict[str, Any]

    @property
    def outbox(self) -> Path:
        """The folder of the outboxes: what was said and is not yet acknowledged."""
        return self.data / "outbox"

    def meeting_page(self, meeting_id: str) -> str:
        return f"{self.page.rstrip('/')}/meetings/{meeting_id}"


def find(start: Path | None = None, environment: Mapping[str, str] = os.environ) -> Endpoints:
    """The endpoints of `MINA_DATA`, else of the nearest `.mina` upwards from `start`, else of this checkout.

    Raises Complaint where nothing runs.
    """
    for folder in _folders(start or Path.cwd(), environment):
        path = folder / "endpoints.json"
        if path.is_file():
            return read(path)
    raise Complaint(NOT_RUNNING)


def read(path: Path) -> Endpoints:
    """The file as Endpoints. Raises Complaint where it is not one."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        return Endpoints(
            data=path.parent,
            http=body["http"],
            websocket=body["websocket"],
            page=body["page"],
            cognito_endpoint=body["cognito"]["endpoint"],
            client_id=body["cognito"]["client_id"],
            username=body["user"]["username"],
            password=body["user"]["password"],
            body=body,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Complaint(f"{path} cannot be read ({error}): start Mina again with `make run`.") from error


def _folders(start: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    if named := environment.get("MINA_DATA"):
        yield Path(named).expanduser()
        return
    for folder in (start.resolve(), *start.resolve().parents, *Path(__file__).resolve().parents):
        yield folder / ".mina"
