"""The HTTP side of the stand-in: chat completions, the list of models, and the routes that steer it."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from local.stand_in.hearing import read_form
from local.stand_in.replies import Reply, reply_to, reply_to_sound
from local.stand_in.script import Script

MODEL = "stand-in"
_CHUNK = b" " * 65_536


@dataclass(slots=True)
class StandIn:
    """A running stand-in. `url` is the base URL for an OpenAI client, with /v1.

    `told` are texts by the SHA-256 of the sound file in which they shall be heard.
    """

    port: int
    script: Script = field(default_factory=Script)
    told: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, script: Script, told: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.script = script
        self.told = told
        self.is_closing = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is what half of the faults are about; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def stand_in_server(port: int = 0) -> Iterator[StandIn]:
    """Runs a stand-in on 127.0.0.1 in a thread, on any free port unless one is given."""
    script = Script()
    told: dict[str, str] = {}
    server = _Server(port, script, told)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield StandIn(server.server_address[1], script, told)
    finally:
        server.is_closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: in two, the client's delayed acknowledgement costs 40 ms
    server: _Server

    def do_GET(self) -> None:
        routes = {
            "/v1/models": {"object": "list", "data": [{"id": MODEL, "object": "model", "owned_by": "mina"}]},
            "/__calls": self.server.script.log(),
        }
        found = routes.get(self.path)
        self._send(Reply(200, found) if found is not None else Reply(404, _error("there is no such page")))

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/v1/audio/transcriptions":
            self._transcribe(raw)
            return
        try:
            body = json.loads(raw or b"{}")
        except ValueError:
            self._send(Reply(400, _error("the body is not JSON")))
            return
        if self.path == "/__script":
            self._steer(body)
        elif self.path == "/__speech":
            self.server.told[str(body["sha256"])] = str(body["text"])
            self._send(Reply(200, {}))
        elif self.path == "/v1/chat/completions":
            behaviour = self.server.script.next()
            with self.server.script.logged(self.path, behaviour, body):
                self._send(reply_to(body, behaviour))
        else:
            self._send(Reply(404, _error("there is no such route")))

    def _transcribe(self, raw: bytes) -> None:
        try:
            form = read_form(raw, self.headers.get("Content-Type", ""))
        except ValueError as error:
            self._send(Reply(400, _error(str(error))))
            return
        behaviour = self.server.script.next()
        with self.server.script.logged(self.path, behaviour, form.fields):
            self._send(reply_to_sound(form, behaviour, self.server.told))

    def do_DELETE(self) -> None:
        """DELETE /__calls forgets the log."""
        self.server.script.forget()
        self._send(Reply(200, {}))

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are in the log of /__calls; the terminal stays quiet."""

    def _steer(self, body: Any) -> None:
        try:
            self.server.script.play(body)
        except (ValueError, AttributeError, TypeError) as error:
            self._send(Reply(400, _error(str(error))))
            return
        self._send(Reply(200, {}))

    def _send(self, reply: Reply) -> None:
        if reply.manner == "hang":
            self._hang()
            return
        content = reply.content
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        promised = len(content) * 2 if reply.manner == "cut" else len(content)
        if reply.manner in ("trickle", "oversize"):
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(promised))
        self.end_headers()
        self.wfile.write(content)
        self._go_on(reply.manner)

    def _go_on(self, manner: str) -> None:
        if manner == "cut":
            self.close_connection = True
        elif manner == "oversize":
            while not self.server.is_closing.is_set():
                self.wfile.write(_CHUNK)
        elif manner == "trickle":
            while not self.server.is_closing.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()

    def _hang(self) -> None:
        self.close_connection = True
        self.server.is_closing.wait()


def _error(message: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}}
