"""`python -m benchmarks.sound [--hours 4]`: what a long recording costs in memory, time and requests.

The file is made from tone words, as MP3; the store is a folder, so that the memory measured is that of the states
alone; the service is a wait (a sixtieth of the sound's length), so that the wall time measured is that of the map.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from local.stand_in.tone_words import Spoken, speak, word

from mina.adapters.ffmpeg import FfmpegDecoder, executable
from mina.ports.uploads import StoredObject
from mina.sound.cutting import parts_of
from mina.sound.pcm import BYTES_PER_MS, Meter, wav

AT_ONCE = 8
SERVICE_SPEED = 60.0
"""Times real time: what hosted services were seen to reach."""
WHISPER_DOLLARS_PER_MINUTE = 0.006
LAMBDA_DOLLARS_PER_GB_SECOND = 0.0000133334
STATE_TRANSITION_DOLLARS = 0.000025
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


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hours", type=float, default=4.0)
    hours = parser.parse_args().hours
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        seconds = make(root / "original", hours)
        print(f"made {hours:g} h of MP3, {(root / 'original').stat().st_size / 1e6:.0f} MB, in {seconds:.0f} s")
        measure(Folder(root), root, hours)


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


def measure(folder: Folder, root: Path, hours: float) -> None:
    size = (root / "original").stat().st_size
    before, started = peak_megabytes(), time.monotonic()
    meter = Meter()
    with FfmpegDecoder(folder).decode("original", size, round(hours * 3_600_000) + 1_000) as samples:  # type: ignore[arg-type]
        written = folder.write("samples", meter.through(samples.pieces), "")
    parts = parts_of(meter.levels, meter.duration_ms)
    prepared = time.monotonic() - started
    grown = peak_megabytes() - before
    print(
        f"prepare: {prepared:.1f} s, {written / 1e6:.0f} MB of samples, {len(parts)} parts, {grown:.0f} MB more memory"
    )

    largest = max(part.to_ms - part.from_ms for part in parts) * BYTES_PER_MS
    print(f"part: at most {largest / 1e6:.1f} MB, three copies while it is sent: {3 * largest / 1e6:.1f} MB")
    verdict = "within" if max(grown, 3 * largest / 1e6) <= BAR_MEGABYTES else "ABOVE"
    print(f"memory: {verdict} the bar of {BAR_MEGABYTES} MB of a file at once")

    lengths = [(part.to_ms - part.from_ms) / 1000 / SERVICE_SPEED for part in parts]
    started = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(time.sleep, lengths))
    parallel = time.monotonic() - started
    print(f"map: {parallel:.1f} s with {AT_ONCE} at once, {sum(lengths):.1f} s one after another")

    per_hour = (len(parts) * 5 + folder.requests) / hours
    prepare_cost = prepared * 1.769 * LAMBDA_DOLLARS_PER_GB_SECOND / hours
    parts_cost = sum(lengths) * LAMBDA_DOLLARS_PER_GB_SECOND / hours
    steps_cost = (len(parts) * 2 + 6) * STATE_TRANSITION_DOLLARS / hours
    service = 60 * WHISPER_DOLLARS_PER_MINUTE
    print(f"requests: {len(parts) / hours:.1f} to the service and about {per_hour:.0f} to the store per hour of sound")
    aws = prepare_cost + parts_cost + steps_cost
    print(f"cost per hour of sound: ${aws:.4f} of AWS beside ${service:.2f} of whisper-1")


def peak_megabytes() -> float:
    """This process's own peak; ffmpeg's is its own."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024 / 1024


if __name__ == "__main__":
    main()
