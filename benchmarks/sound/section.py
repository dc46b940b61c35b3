"""What a long recording costs in memory, time and requests."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.section import Bar, Cell, Section, Table
from local.stand_in.tone_words import Spoken, speak, word

from mina.adapters.ffmpeg import FfmpegDecoder, executable
from mina.domain import prices
from mina.ports.uploads import StoredObject
from mina.sound.cutting import parts_of
from mina.sound.pcm import BYTES_PER_MS, Meter, wav

AT_ONCE = 8
SERVICE_SPEED = 60.0
"""Times real time: what hosted services were seen to reach."""
WHISPER_DOLLARS_PER_MINUTE = 0.006
BAR_MEGABYTES = 64


class Folder:
    """The part of `Objects` that preparing and transcribing use, on the disk."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.requests = 0

    def head(self, key: str) -> StoredObject | None:
        path = self._root / key
        return StoredObject(path.stat().st_size) if path.exists() else None

    def read(self, key: str, first: int = 0, count: int | None = None) -> bytes:
        self.requests += 1
        with (self._root / key).open("rb") as file:
            file.seek(first)
            return file.read(-1 if count is None else count)

    def stream(self, key: str, first: int, count: int | None, piece: int) -> Iterator[bytes]:
        self.requests += 1
        with (self._root / key).open("rb") as file:
            file.seek(first)
            left = count if count is not None else 1 << 62
            while left > 0 and (data := file.read(min(piece, left))):
                left -= len(data)
                yield data

    def write(self, key: str, pieces: Iterable[bytes], _content_type: str) -> int:
        size, pending = 0, bytearray()
        with (self._root / key).open("wb") as file:
            for piece in pieces:
                pending += piece
                if len(pending) >= 8 * 1024 * 1024:
                    size += file.write(bytes(pending))
                    pending.clear()
                    self.requests += 1
            size += file.write(bytes(pending))
        return size


def measure(quick: bool) -> Section:
    hours = 0.1 if quick else 1.0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        seconds = make(root / "original", hours)
        return _section(Folder(root), root, hours, seconds)


def make(path: Path, hours: float) -> float:
    """A minute of tone words, again and again."""
    started = time.monotonic()
    words = [Spoken(word(n * 37 % 4096), n * 400, n * 400 + 240) for n in range(150) if n % 10 not in (8, 9)]
    minute = path.with_suffix(".wav")
    minute.write_bytes(wav(speak(words, 60_000, noise=20)))
    command: list[Any] = [
        executable(),
        "-loglevel",
        "error",
        "-stream_loop",
        "-1",
        "-i",
        minute,
        "-t",
        f"{hours * 3600}",
    ]
    subprocess.run([*command, "-c:a", "libmp3lame", "-b:a", "32k", "-f", "mp3", path], check=True)
    return time.monotonic() - started


def _section(folder: Folder, root: Path, hours: float, made_seconds: float) -> Section:
    size = (root / "original").stat().st_size
    before, started = peak_megabytes(), time.monotonic()
    meter = Meter()
    longest = round(hours * 3_600_000) + 1_000
    with FfmpegDecoder(folder).decode("original", size, longest) as samples:  # type: ignore[arg-type]
        written = folder.write("samples", meter.through(samples.pieces), "")
    parts = parts_of(meter.levels, meter.duration_ms)
    prepared, grown = time.monotonic() - started, peak_megabytes() - before
    largest = max(part.to_ms - part.from_ms for part in parts) * BYTES_PER_MS
    lengths = [(part.to_ms - part.from_ms) / 1000 / SERVICE_SPEED for part in parts]
    started = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(time.sleep, lengths))
    parallel, alone = time.monotonic() - started, sum(lengths)
    gb_seconds = prepared * 1.769 + alone
    transitions = len(parts) * 2 + 6
    dollars = (
        (gb_seconds * prices.MICRODOLLARS_PER_GB_SECOND + transitions * prices.MICRODOLLARS_PER_TRANSITION)
        / 1e6
        / hours
    )
    rows: list[list[Cell]] = [
        ["made, MB of MP3 · s", f"{size / 1e6:.0f} · {made_seconds:.0f}"],
        ["prepare (decode, measure, store, cut), s; a Lambda has 900", f"{prepared:.0f}"],
        ["samples on the store while it is transcribed, MB", f"{written / 1e6:.0f}"],
        ["memory that preparing adds, MB", f"{grown:.0f}"],
        ["largest part · its copies while it is sent, MB", f"{largest / 1e6:.1f} · {3 * largest / 1e6:.1f}"],
        [f"map, {AT_ONCE} at once · one after another, s", f"{parallel:.1f} · {alone:.1f}"],
        ["requests per hour of sound: service", f"{len(parts) / hours:.1f}"],
        ["requests per hour of sound: store, about", f"{(len(parts) * 5 + folder.requests) / hours:.0f}"],
        ["$ per hour of sound: AWS · whisper-1", f"{dollars:.4f} · {60 * WHISPER_DOLLARS_PER_MINUTE:.2f}"],
    ]
    return Section(
        "Sound",
        [
            f"{hours:g} h of MP3 made of tone words, prepared as the state machine does, and the map walked against "
            f"a service that is {SERVICE_SPEED:.0f} times as fast as speech. The store is a folder, so that the memory "
            "is that of the states alone; the service and its speed are assumed. The file is never "
            "larger in memory than "
            "its pieces; what grows with its length are the levels (2 bytes for 20 ms: 1.4 MB for 4 h).",
            Table(["", f"{hours:g} h"], rows),
        ],
        [Bar("memory that a recording takes at once, MB", round(max(grown, 3 * largest / 1e6)), f"≤ {BAR_MEGABYTES}")],
        {"map, at once ÷ one after another": round(parallel / alone, 2)},
    )


def peak_megabytes() -> float:
    """This process's own peak; ffmpeg's is its own."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024 / 1024
