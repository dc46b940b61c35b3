"""Between the event of the migration's function and its use case."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from mina.ports.schema import Progress


class MigrationRequest(msgspec.Struct, frozen=True):
    """`after`, `seen` and `changed` are those of the answer before, for a dry run, which saves nothing."""

    dry_run: bool = True
    limit: Annotated[int, Meta(ge=1, le=5_000)] = 500
    after: str | None = None
    seen: int = 0
    changed: dict[str, int] = {}

    def before(self) -> Progress:
        return Progress(after=self.after, seen=self.seen, changed=self.changed)


def request(event: object) -> MigrationRequest:
    """Raises `msgspec.ValidationError`."""
    return msgspec.convert(event, MigrationRequest)


def answer(done: Progress) -> dict[str, Any]:
    return {
        "version": done.version,
        "after": done.after,
        "seen": done.seen,
        "changed": dict(done.changed),
        "is_done": done.is_done,
    }
