"""An utterance that comes as sound, in parts small enough for a frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

NOTHING_HEARD = "…"
"""The text of an utterance in which no word was heard: its seq is no gap."""
MAX_PARTS = 100
LISTENING_LEASE = timedelta(seconds=60)
LISTEN_AGAIN_AFTER = timedelta(minutes=2)
INCOMPLETE_LIFE = timedelta(hours=1)
SOUND_TYPES = frozenset(
    {"audio/wav", "audio/x-wav", "audio/webm", "audio/ogg", "audio/opus", "audio/mpeg", "audio/mp4", "audio/flac"}
)


@dataclass(frozen=True, slots=True)
class SoundPart:
    """One part of `parts`. `seq` is that of the segment which the whole becomes; times are the session's."""

    seq: int
    part: int
    parts: int
    media_type: str
    data: bytes
    start_ms: int
    end_ms: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class DueSound:
    """Sound whose words are not stored yet."""

    session_id: str
    seq: int
    since: datetime
