"""Uploads, and the objects that they are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime, timedelta

    from mina.domain.upload import Upload


class Uploads(Protocol):
    def create(self, upload: Upload, due_at: datetime) -> bool:
        """Durable, and seen by every `get` from then on. False where the id is taken."""
        ...

    def get(self, upload_id: str) -> Upload | None:
        """Strongly consistent."""
        ...

    def save(self, upload: Upload, due_at: datetime | None) -> bool:
        """Replace it, where its version is still `upload.version - 1`. Looked at again at `due_at`, or never."""
        ...

    def due(self, before: datetime) -> list[str]:
        """The ids of uploads that want looking at, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a browser posts the file with, straight to the store."""

    url: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class StoredObject:
    size: int
    content_type: str = ""
    metadata: dict[str, str] = field(default_factory=dict)


class Objects(Protocol):
    """Files. Raises `StoreUnavailable` where the store did not answer and `NotFound` where a file is not there."""

    def form(self, key: str, content_type: str, most_bytes: int, life: timedelta) -> Form: ...

    def begin_multipart(self, key: str, content_type: str) -> str: ...

    def part_links(self, key: str, multipart_id: str, count: int, life: timedelta) -> list[str]: ...

    def complete_multipart(self, key: str, multipart_id: str, etags: Sequence[str]) -> None: ...

    def abort_multipart(self, key: str, multipart_id: str) -> None: ...

    def head(self, key: str) -> StoredObject | None: ...

    def read(self, key: str, first: int = 0, count: int | None = None) -> bytes:
        """`count` bytes from `first` on, or all."""
        ...

    def stream(self, key: str, first: int, count: int | None, piece: int) -> Iterator[bytes]:
        """The same, in pieces, without holding more than one."""
        ...

    def put(self, key: str, data: bytes, content_type: str) -> None: ...

    def write(self, key: str, pieces: Iterable[bytes], content_type: str) -> int:
        """Store a file whose size is not known yet, piece by piece; answers its size. Nothing stays on a failure."""
        ...

    def delete(self, keys: Iterable[str]) -> None: ...

    def keys(self, prefix: str) -> list[str]: ...

    def link(self, key: str, life: timedelta, content_type: str | None = None) -> str:
        """A signed address that reads the file."""
        ...
