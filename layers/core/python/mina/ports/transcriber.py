"""Speech to words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mina.domain.heard import Transcription
    from mina.domain.upload import Upload


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of sound as a file. `name` is unique for its content, for services that keep jobs by name."""

    data: bytes
    media_type: str
    name: str
    duration_ms: int
    language: str | None = None


class Transcriber(Protocol):
    @property
    def tells_speakers(self) -> bool:
        """Whether it says who speaks: labels hold within one piece only."""
        ...

    def transcribe(self, sound: Sound) -> Transcription:
        """One call, no retries. Raises the errors of `mina.domain.model_errors`."""
        ...


class TranscriptionStarter(Protocol):
    def start(self, upload: Upload) -> None:
        """Start the transcription of an upload's present attempt; doing it again is harmless."""
        ...
