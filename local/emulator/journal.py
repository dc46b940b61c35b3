"""An append-only journal of item images: what the emulator's DynamoDB had changed when it answered.

One record is one line, `crc32 space JSON newline`, written with a single `write()` before the request is answered. That
survives `kill -9` of the process (the kernel has the bytes); a power cut may take what was written in the last second,
because the file is flushed to the disk once a second and not once a record.

The journal is a row of numbered segments. A snapshot first starts a new segment, then copies the state under the same
lock, then deletes the older segments. Replaying a record that the snapshot already has is harmless, because a record
holds images (what the item became) and not requests: the last image of a key wins, however often it is applied.
"""

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Journal:
    """The segments in one folder. Not thread-safe: the caller holds one lock over change, append and snapshot."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._segment = max(self._segments(), default=0)
        self._file: int | None = None
        self._unflushed = False
        self.size_bytes = sum(self._path(number).stat().st_size for number in self._segments())

    def replay(self) -> Iterator[Any]:
        """Yields every intact record, oldest first.

        A record that was cut short by a crash was never answered. It and what follows it in its segment are dropped,
        and the segment is kept beside as `.damaged` where more than its last line is affected.
        """
        for number in self._segments():
            yield from self._replay_segment(self._path(number))

    def append(self, record: Any) -> None:
        """Writes one record. Returns once the operating system has it.

        Raises:
            OSError: the disk is full or gone; the record may be there in part, and must not be answered for.
        """
        if self._file is None:
            self._open(self._segment + 1)
        text = json.dumps(record, separators=(",", ":")).encode()
        line = b"%08x %s\n" % (zlib.crc32(text), text)
        assert self._file is not None
        written = os.write(self._file, line)
        if written != len(line):
            raise OSError(28, f"only {written} of {len(line)} bytes of a journal record could be written")
        self.size_bytes += written
        self._unflushed = True

    def flush(self) -> None:
        """Brings what was appended to the disk itself."""
        if self._file is not None and self._unflushed:
            self._unflushed = False
            os.fsync(self._file)

    def start_segment(self) -> int:
        """Ends the present segment and returns its number: a snapshot taken now has all that it and its elders hold."""
        if self._file is not None:
            self.flush()
            os.close(self._file)
            self._file = None
        return self._segment

    def drop_through(self, number: int) -> None:
        """Deletes the segments up to and including `number`, oldest first, once a snapshot of them is on the disk."""
        for old in self._segments():
            if old <= number:
                self._path(old).unlink()
        self.size_bytes = sum(self._path(left).stat().st_size for left in self._segments())

    def _segments(self) -> list[int]:
        return sorted(int(path.stem) for path in self._folder.glob("*.journal"))

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:010d}.journal"

    def _open(self, number: int) -> None:
        self._segment = number
        self._file = os.open(self._path(number), os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_EXCL, 0o600)

    def _replay_segment(self, path: Path) -> Iterator[Any]:
        intact_bytes = 0
        for line in (lines := path.read_bytes().splitlines(keepends=True)):
            record = _parse(line)
            if record is None:
                break
            intact_bytes += len(line)
            yield record
        dropped_bytes = sum(map(len, lines)) - intact_bytes
        if dropped_bytes:
            if dropped_bytes > len(lines[-1]):
                path.with_suffix(".damaged").write_bytes(path.read_bytes())
            os.truncate(path, intact_bytes)


def _parse(line: bytes) -> Any:
    checksum, _, text = line.partition(b" ")
    if not text.endswith(b"\n") or checksum != b"%08x" % zlib.crc32(text[:-1]):
        return None
    return json.loads(text)
