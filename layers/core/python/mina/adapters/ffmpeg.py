"""A `Decoder` by ffmpeg, which reads the stored file through a server of our own, piece by piece.

ffmpeg seeks in what it reads (an MP4 may keep its index at its end), so a pipe will not do, and a Lambda's disk need
not hold 2 GB: the server answers its range requests from the file store. It listens on 127.0.0.1 under a secret path.
A static build of ffmpeg has no name resolution, so that it could not fetch a signed address by itself.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mina.domain.errors import MinaError, Unavailable
from mina.ports.decoder import Samples
from mina.sound.pcm import RATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mina.ports.uploads import Objects

PIECE = 256 * 1024
DEADLINE_SECONDS = 13 * 60.0
"""A Lambda lives for 15 minutes; what has not been decoded by then never will be."""
_FORMATS = "wav,w64,mp3,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,flac,aac,aiff,amr,caf"
"""No playlists: a file must not make ffmpeg open another one."""


class FfmpegDecoder:
    def __init__(self, objects: Objects, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        self._objects = objects
        self._deadline_seconds = deadline_seconds

    @contextmanager
    def decode(self, key: str, size: int, most_ms: int) -> Iterator[Samples]:
        """As `Decoder.decode`. Raises `Unavailable` where the file store failed meanwhile."""
        with _served(self._objects, key, size) as (url, failures), tempfile.TemporaryFile() as complaints:
            process = subprocess.Popen(_command(url, most_ms), stdout=subprocess.PIPE, stderr=complaints)  # noqa: S603
            timer = threading.Timer(self._deadline_seconds, process.kill)
            timer.start()
            try:
                samples = Samples(iter(()))
                samples.pieces = _read(process, complaints, samples, failures)
                yield samples
            finally:
                timer.cancel()
                process.kill()
                if process.stdout:
                    process.stdout.close()
                process.wait()


def _command(url: str, most_ms: int) -> list[str]:
    return [
        str(executable()), "-nostdin", "-hide_banner", "-loglevel", "error",
        "-protocol_whitelist", "http,tcp", "-format_whitelist", _FORMATS, "-i", url,
        "-map", "0:a:0", "-vn", "-sn", "-dn", "-t", f"{most_ms / 1000:.3f}",
        "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-",
    ]  # fmt: skip


def _read(
    process: subprocess.Popen[bytes], complaints: IO[bytes], samples: Samples, failures: list[MinaError]
) -> Iterator[bytes]:
    assert process.stdout is not None
    yield from iter(lambda: process.stdout.read(PIECE) if process.stdout else b"", b"")
    code = process.wait()
    if failures:
        raise Unavailable("The file store did not answer; try again.") from failures[0]
    samples.is_damaged = code != 0 or complaints.tell() > 0


@cache
def executable() -> Path:
    """ffmpeg from the package `imageio-ffmpeg`, whose wheel holds a static build; its mode may have been lost."""
    import imageio_ffmpeg  # type: ignore[import-untyped]

    folder = Path(imageio_ffmpeg.__file__).parent / "binaries"
    found = next(iter(sorted(folder.glob("ffmpeg-*"))), None)
    if found is None:
        raise Unavailable("There is no ffmpeg in this installation.")
    if os.access(found, os.X_OK):
        return found
    copy = Path(tempfile.gettempdir()) / found.name
    partial = copy.with_suffix(f".{os.getpid()}")
    shutil.copyfile(found, partial)
    partial.chmod(0o755)
    partial.replace(copy)
    return copy


@contextmanager
def _served(objects: Objects, key: str, size: int) -> Iterator[tuple[str, list[MinaError]]]:
    """The address under which ffmpeg reads the file, and what the file store failed at meanwhile."""
    path = f"/{secrets.token_urlsafe(16)}"
    server = _Server(objects, key, size, path)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{path}", server.failures
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, objects: Objects, key: str, size: int, path: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects, self.key, self.size, self.path = objects, key, size, path
        self.failures: list[MinaError] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """ffmpeg goes away whenever it seeks."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        if self.path != self.server.path:
            self.send_error(404)
            return
        first, last = self._range()
        if first >= self.server.size:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{self.server.size}")
            self.end_headers()
            return
        self.send_response(206)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {first}-{last}/{self.server.size}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        try:
            for piece in self.server.objects.stream(self.server.key, first, last - first + 1, PIECE):
                self.wfile.write(piece)
        except MinaError as error:
            self.server.failures.append(error)

    def log_message(self, format: str, *args: Any) -> None:
        """Every request is ffmpeg's."""

    def _range(self) -> tuple[int, int]:
        """The first and the last byte that are asked for."""
        asked = self.headers.get("Range", "bytes=0-").removeprefix("bytes=")
        first, _, last = asked.partition("-")
        end = self.server.size - 1
        return int(first or 0), min(int(last), end) if last else end
