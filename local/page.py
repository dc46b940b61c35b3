"""Serves the built page on 127.0.0.1: files, the single-page fallback, and `/config.json`."""

import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from local.discovery import Deployment
from local.endpoints import FirstUser, local_page_config
from local.places import Places
from local.web import headers_of


class Page:
    """The running server. Without a built page it serves `/config.json` alone."""

    def __init__(self, places: Places, deployment: Deployment, user: FirstUser | None, files: Path | None) -> None:
        handler = type("Handler", (_Handler,), {
            "files": files,
            "config": json.dumps(local_page_config(places, deployment, user)).encode(),
            "hosts": {f"127.0.0.1:{places.page_port}", f"localhost:{places.page_port}"},
            "security": security_headers(places),
        })  # fmt: skip
        self._server = ThreadingHTTPServer(("127.0.0.1", places.page_port), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def stop(self) -> None:
        """Stops serving and gives the port back."""
        self._server.shutdown()
        self._server.server_close()


def security_headers(places: Places) -> dict[str, str]:
    """What goes with every answer. `infra/page.yaml` has the same for CloudFront."""
    cloud = f"http://127.0.0.1:{places.port}"
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        # The component library writes its theme's variables into <style> elements.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob: {cloud}",
        "media-src": f"'self' blob: {cloud}",
        "font-src": "'self'",
        "connect-src": f"'self' {cloud} {cloud.replace('http', 'ws')}",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


class _Handler(BaseHTTPRequestHandler):
    files: ClassVar[Path | None]
    config: ClassVar[bytes]
    hosts: ClassVar[set[str]]
    security: ClassVar[dict[str, str]]
    protocol_version = "HTTP/1.1"
    server_version = "mina"
    sys_version = ""

    def do_GET(self) -> None:
        if self.headers.get("Host") not in self.hosts:
            # `/config.json` holds a password: a site that points its own name at 127.0.0.1 must not get it.
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, b"Wrong host\n", "text/plain")
            return
        path = unquote(urlsplit(self.path).path)
        if path == "/config.json":
            self._answer(HTTPStatus.OK, self.config, "application/json")
            return
        file = self._file(path)
        if file is None:
            self._answer(HTTPStatus.NOT_FOUND, b"Not found\n", "text/plain")
            return
        self._answer(HTTPStatus.OK, file.read_bytes(), *headers_of(file))

    do_HEAD = do_GET  # noqa: N815 - the name http.server looks for

    def _file(self, path: str) -> Path | None:
        if self.files is None:
            return None
        file = (self.files / path.lstrip("/")).resolve()
        if file.is_file() and file.is_relative_to(self.files.resolve()):
            return file
        # A path of the page's own router has no file; a missing asset is missing.
        return None if Path(path).suffix else self.files / "index.html"

    def _answer(self, status: HTTPStatus, body: bytes, kind: str, cache: str = "no-store") -> None:
        self.send_response(status)
        for name, value in self.security.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Cache-Control", cache)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing: the terminal belongs to the runner."""
