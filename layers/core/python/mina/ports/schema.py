"""In which form things are stored, and how far a migration has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from mina.domain.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping


class RootKind(StrEnum):
    """What bears a version; all that hangs on it has the version of its root."""

    WORKSPACE = "workspace"
    SESSION = "session"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Root:
    kind: RootKind
    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Progress:
    """`after` is where to go on, None at the end or before the beginning; `changed` counts by migration."""

    version: int = SCHEMA_VERSION
    after: str | None = None
    seen: int = 0
    changed: Mapping[str, int] = field(default_factory=dict)
    is_done: bool = False


class Schema(Protocol):
    def roots(self, after: str | None, limit: int) -> tuple[list[Root], str | None]:
        """Those that are older than `SCHEMA_VERSION`, of the next `limit` items of the table; where to go on.

        The one thing that goes through the whole table: it is asked for by an operator, never by a request.
        """
        ...

    def stamp(self, root: Root) -> None:
        """Write that it has the version of now, unless it has a newer one or is gone."""
        ...

    def progress(self) -> Progress:
        """Of the migration to `SCHEMA_VERSION`, as it was saved last."""
        ...

    def save(self, progress: Progress) -> None: ...
