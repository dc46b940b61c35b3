"""Exports of everything: what is known of them, and what writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from mina.domain.archive import Archive


class Archives(Protocol):
    def get(self, workspace_id: str) -> Archive | None:
        """Strongly consistent."""
        ...

    def begin(self, archive: Archive, instead_of: Archive | None) -> bool:
        """Store a new one; False where another than `instead_of` is there."""
        ...

    def save(self, archive: Archive) -> bool:
        """False where it is not at `archive.version - 1` any more: voided, or written by another run."""
        ...

    def tell(self, archive: Archive, meetings: int, now: datetime) -> bool:
        """So many meetings are written by now. False where it was voided."""
        ...

    def void(self, workspace_id: str) -> None:
        """Forget it, because something that it holds is being erased. Whoever is writing it finds no place for it."""
        ...


class ArchiveStarter(Protocol):
    def start(self, archive: Archive) -> None:
        """Let it be written; doing it again is harmless. Raises `PipelineUnavailable`."""
        ...
