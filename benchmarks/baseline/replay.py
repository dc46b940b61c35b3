"""The replay through the peer: Flask-SocketIO and SQLAlchemy, in a process of its own that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path
from typing import Any

import socketio
from benchmarks.live.replay import utterances
from benchmarks.peer.outcome import BATCH, Outcome
from local.places import ROOT
from sqlalchemy import create_engine, text
from tests.stack import free_port

PATIENCE_SECONDS = 20
START_SECONDS = 120
DOWN_SECONDS = 2.0


class Peer:
    """The server. `kill` is SIGKILL, and what SQLite has committed stays."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.port = folder, free_port()
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "benchmarks.baseline.serve", str(self.port), str(self._folder)]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet, env=dict(os.environ))

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stored(self) -> list[int]:
        with create_engine(f"sqlite:///{self._folder / 'baseline.sqlite'}").connect() as database:
            return [row[0] for row in database.execute(text("select seq from segments"))]


class Page:
    """A page of that system: it sends each segment once, keeps what it says while it is cut off, and comes back."""

    def __init__(self, port: int, outcome: Outcome) -> None:
        self._url, self._outcome = f"http://127.0.0.1:{port}", outcome
        self._waiting: deque[dict[str, Any]] = deque()
        self._is_joined = threading.Event()
        self._client: Any = None

    def open(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            client: Any = socketio.Client(reconnection=False)
            client.on("session_joined", self._joined)
            client.on("ack", self._acknowledged)
            client.on("disconnect", self._is_joined.clear)
            try:
                client.connect(self._url, transports=["websocket"])
            except socketio.exceptions.ConnectionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
                continue
            self._client = client
            client.emit("join_session", {"session_id": "bench"})
            self._is_joined.wait(PATIENCE_SECONDS)
            return

    def say(self, frame: dict[str, Any]) -> None:
        self._outcome.say(frame["seq"])
        self._waiting.append(frame)
        self.send()

    def send(self) -> None:
        while self._waiting and self._is_joined.is_set():
            try:
                self._client.emit("segment", self._waiting[0])
            except socketio.exceptions.BadNamespaceError:
                return
            self._waiting.popleft()

    def close(self) -> None:
        self._client.disconnect()

    def _joined(self, _: object) -> None:
        self._is_joined.set()

    def _acknowledged(self, frame: dict[str, Any]) -> None:
        for first, last in frame["seqs"]:
            self._outcome.acknowledge(first, last)


def replay(folder: Path, count: int, pause_seconds: float, kill_at: int | None = None) -> Outcome:
    """Say `count` segments, `pause_seconds` apart; after `kill_at` of them the server is killed, and started again."""
    outcome, server = Outcome(), Peer(folder)
    page = Page(server.port, outcome)
    page.open()
    for row in utterances(count):
        page.say(row)
        time.sleep(pause_seconds)
        if row["seq"] == kill_at:
            server.kill()
            time.sleep(DOWN_SECONDS)
            server.start()
            page.open()
            page.send()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(outcome.acknowledged) < count // BATCH * BATCH - (BATCH if kill_at else 0):
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    time.sleep(0.2)
    page.close()
    server.kill()
    stored = server.stored()
    outcome.stored, outcome.copies = set(stored), len(stored) - len(set(stored))
    return outcome
