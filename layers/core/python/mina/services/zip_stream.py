"""A ZIP file that is handed on while it is written: memory holds a piece of it, never the whole."""

from __future__ import annotations

import zipfile
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime


class _Outlet:
    """What was written and has not been taken yet. It cannot be wound back, and `zipfile` writes accordingly."""

    def __init__(self) -> None:
        self._pieces = bytearray()

    def write(self, data: bytes) -> int:
        self._pieces += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken = bytes(self._pieces)
        self._pieces.clear()
        return taken


class ZipStream:
    """Each call answers the bytes that are due; whoever writes has to pass all of them on, `close` last."""

    def __init__(self) -> None:
        self._outlet = _Outlet()
        self._zip = zipfile.ZipFile(cast(IO[bytes], self._outlet), "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, data: bytes, moment: datetime) -> Iterator[bytes]:
        self._zip.writestr(_info(name, moment, zipfile.ZIP_DEFLATED), data)
        yield self._outlet.take()

    def add_stored(self, name: str, pieces: Iterable[bytes], moment: datetime) -> Iterator[bytes]:
        """For what is packed already, such as sound: piece by piece, as it is."""
        with self._zip.open(_info(name, moment, zipfile.ZIP_STORED), "w", force_zip64=True) as entry:
            for piece in pieces:
                entry.write(piece)
                yield self._outlet.take()
        yield self._outlet.take()

    def close(self) -> Iterator[bytes]:
        self._zip.close()
        yield self._outlet.take()


def _info(name: str, moment: datetime, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    info.compress_type = method
    info.external_attr = 0o644 << 16
    return info
