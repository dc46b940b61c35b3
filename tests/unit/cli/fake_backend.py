"""Everything that the command line talks to, in this process: sign-in, HTTP API and live socket."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.unit.client.fake_server import FakeServer

Body = dict[str, Any]
SUMMARY: Body = {"method": "local", "body": {"overview": [{"text": "They <b>planned</b> [red]it[/].", "evidence": []}]}}
TASKS: Body = {
    "method": "local",
    "body": {
        "tasks": [{"title": "Fix it", "owner": "Jonas", "due_date": None, "evidence": [{"seq": 3, "quote": "x"}]}]
    },
}


@dataclass
class FakeBackend:
    """`server` is behind the socket; `requests` are what HTTP was asked, as `METHOD path`."""

    server: FakeServer = field(default_factory=FakeServer)
    requests: list[str] = field(default_factory=list)
    sign_in_status: int = 200

    @contextmanager
    def running(self, data: Path) -> Iterator[None]:
        """Runs until the block is left; writes `endpoints.json` into `data`."""
        http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        loop = asyncio.new_event_loop()
        ready, stop = threading.Event(), asyncio.Event()

        async def serve() -> None:
            async with self.server.running():
                ready.set()
                await stop.wait()

        threads = [
            threading.Thread(target=http.serve_forever),
            threading.Thread(target=loop.run_until_complete, args=(serve(),)),
        ]
        for thread in threads:
            thread.start()
        ready.wait(5)
        _write_endpoints(data, f"http://127.0.0.1:{http.server_port}", self.server.url)
        try:
            yield
        finally:
            loop.call_soon_threadsafe(stop.set)
            http.shutdown()
            for thread in threads:
                thread.join(5)
            http.server_close()
            loop.close()

    def answer(self, method: str, path: str, body: Body) -> tuple[int, Body]:
        """The status and JSON for a request."""
        self.requests.append(f"{method} {path}")
        route = path.partition("?")[0]
        if route == "/cognito":
            return self._sign_in()
        session = self.server.mina
        routes: dict[str, Callable[[], Body]] = {
            "/api/ws-ticket": lambda: {"ticket": "t", "expires_at": ""},
            "/api/meetings": lambda: {"items": [self._meeting()], "next_cursor": None},
            "/api/meetings/m-1": self._meeting,
            f"/api/sessions/{session.session_id}": lambda: {"id": session.session_id, "meeting_id": "m-1"},
            f"/api/sessions/{session.session_id}/events": lambda: {"items": session.events, "next_cursor": None},
            f"/api/sessions/{session.session_id}/complete": lambda: self._complete(body),
        }
        if route not in routes:
            return 404, {
                "title": "Not found",
                "detail": "There is none.",
                "code": "NOT_FOUND",
                "reference": "r-1",
            }
        return 200, routes[route]()

    def _sign_in(self) -> tuple[int, Body]:
        if self.sign_in_status != 200:
            return self.sign_in_status, {
                "__type": "NotAuthorizedException",
                "message": "Incorrect username or password.",
            }
        return 200, {"AuthenticationResult": {"AccessToken": "a-token", "RefreshToken": "r", "ExpiresIn": 3600}}

    def _complete(self, body: Body) -> Body:
        answers = self.server.mina.handle({"action": "end_session", **body}, self.server.mina.recorder)
        return answers[0]

    def _meeting(self) -> Body:
        return {
            "id": "m-1",
            "title": "Planning",
            "status": "completed",
            "session_id": self.server.mina.session_id,
            "total_segments": len(self.server.mina.stored),
            "duration_seconds": 60,
            "speakers": ["Jonas"],
            "insights": {"summary": SUMMARY, "tasks": TASKS},
        }


def _handler(backend: FakeBackend) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._respond({})

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self._respond(json.loads(self.rfile.read(length) or "{}"))

        def _respond(self, body: Body) -> None:
            status, answer = backend.answer(self.command, self.path, body)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Tests print nothing."""

    return Handler


def _write_endpoints(data: Path, http: str, websocket: str) -> None:
    body = {
        "http": http,
        "websocket": websocket,
        "page": "http://127.0.0.1:1",
        "aws": {"region": "us-east-1"},
        "table": "mina",
        "cognito": {"endpoint": f"{http}/cognito", "client_id": "c"},
        "user": {"username": "ada@example.com", "password": "p"},
    }
    data.mkdir(parents=True, exist_ok=True)
    (data / "endpoints.json").write_text(json.dumps(body))
