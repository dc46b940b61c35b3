"""A ZIP file in pieces."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from tests.builders import NOON

from mina.services.zip_stream import ZipStream

PIECE = b"x" * 100_000


def test_what_was_written_is_read_back_by_any_program() -> None:
    stream = ZipStream()
    pieces = [
        *stream.add("a.json", b"{}", NOON),
        *stream.add_stored("sound/ä.wav", iter([PIECE, b"end"]), NOON),
        *stream.add_stored("empty.jsonl", iter([]), NOON),
        *stream.close(),
    ]

    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))

    assert archive.testzip() is None
    assert archive.namelist() == ["a.json", "sound/ä.wav", "empty.jsonl"]
    assert archive.read("sound/ä.wav") == PIECE + b"end"
    assert archive.getinfo("a.json").date_time == (2026, 11, 21, 12, 0, 0)


def test_no_more_than_a_piece_is_held() -> None:
    stream = ZipStream()

    def sound() -> Iterator[bytes]:
        for _ in range(50):
            yield PIECE

    sizes = [len(piece) for piece in stream.add_stored("sound", sound(), NOON)]

    assert sum(sizes) > 50 * len(PIECE)
    assert max(sizes) < 2 * len(PIECE)


@pytest.mark.parametrize("year", [1970, 1979])
def test_a_time_before_zip_files_is_their_first(year: int) -> None:
    stream = ZipStream()
    pieces = [*stream.add("old", b"", NOON.replace(year=year)), *stream.close()]

    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).getinfo("old").date_time == (1980, 1, 1, 0, 0, 0)
