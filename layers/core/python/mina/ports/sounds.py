"""Sound that waits for its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from mina.domain.sound import DueSound, SoundPart


class Sounds(Protocol):
    def put(self, session_id: str, part: SoundPart, now: datetime, due_at: datetime) -> None:
        """Keep a part; a repeat changes nothing. Without words at `due_at`, somebody listens again."""
        ...

    def parts(self, session_id: str, seq: int) -> list[SoundPart]:
        """Those that have come, in order, strongly consistent."""
        ...

    def claim(self, session_id: str, seq: int, now: datetime, until: datetime) -> bool:
        """The right to listen to it until then; False where somebody has it."""
        ...

    def release(self, session_id: str, seq: int) -> None: ...

    def drop(self, session_id: str, seq: int) -> None:
        """Its words are stored, or there will never be any."""
        ...

    def due(self, before: datetime) -> list[DueSound]: ...
