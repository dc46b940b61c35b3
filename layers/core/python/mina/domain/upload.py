"""A recording that already exists, on its way to become a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MAX_UPLOAD_BYTES = 2 * 1024**3
MAX_SOUND_MS = 4 * 60 * 60 * 1000
POLICY_LIFE = timedelta(minutes=5)
MULTIPART_LIFE = timedelta(hours=6)
NEVER_STARTED_AFTER = timedelta(hours=24)
LATE_ARRIVAL = timedelta(hours=1)
"""An upload that began within its policy's five minutes may take this long to end."""
PROCESSING_PATIENCE = timedelta(minutes=75)
MAX_ATTEMPTS = 3


class UploadStatus(StrEnum):
    """`CREATED` → `AWAITING_UPLOAD` → `PROCESSING` → `COMPLETED`; `FAILED` and `EXPIRED` say why in `problem`."""

    CREATED = "created"
    AWAITING_UPLOAD = "awaiting_upload"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"
    ERASED = "erased"


class Phase(StrEnum):
    """What is being done while the status is `processing`."""

    QUEUED = "queued"
    PREPARING = "preparing"
    TRANSCRIBING = "transcribing"
    JOINING = "joining"


class UploadProblem(StrEnum):
    """Why there is no meeting, or why there is only a part of one."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    NOT_AUDIO = "NOT_AUDIO"
    UNREADABLE = "UNREADABLE"
    TRUNCATED = "TRUNCATED"
    TOO_LONG = "TOO_LONG"
    NO_SOUND = "NO_SOUND"
    NEVER_UPLOADED = "NEVER_UPLOADED"
    NO_TRANSCRIBER = "NO_TRANSCRIBER"
    TRANSCRIPTION_FAILED = "TRANSCRIPTION_FAILED"
    PARTS_FAILED = "PARTS_FAILED"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    UploadProblem.EMPTY: "The file is empty.",
    UploadProblem.TOO_LARGE: "The file is larger than 2 GB.",
    UploadProblem.NOT_AUDIO: "The file's content is no sound or video that can be read, whatever its name says.",
    UploadProblem.UNREADABLE: "The file begins like sound, and cannot be read as such.",
    UploadProblem.TRUNCATED: "The file ends before its sound does; what is there was transcribed.",
    UploadProblem.TOO_LONG: "The recording is longer than four hours.",
    UploadProblem.NO_SOUND: "The file holds no sound.",
    UploadProblem.NEVER_UPLOADED: "No file came in time; ask for a new upload URL or make a new session.",
    UploadProblem.NO_TRANSCRIBER: "No transcription service is configured.",
    UploadProblem.TRANSCRIPTION_FAILED: "The sound could not be transcribed; trying again may help.",
    UploadProblem.PARTS_FAILED: "Parts of the sound could not be transcribed; they can be tried again by themselves.",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded recording. `id` becomes the id of its session, which is there once words are.

    `expires_at` is when the present upload policy ends. `attempt` counts runs of the transcription machine.
    `failed_parts` are the numbers of the parts (from 1) without words. `version` rises with every change.
    """

    id: str
    owner_id: str
    owner_name: str
    workspace_id: str
    status: UploadStatus
    title: str
    created_at: datetime
    updated_at: datetime
    meeting_type: str = "general"
    time_zone: str = "UTC"
    language: str | None = None
    started_at: datetime | None = None
    filename: str | None = None
    content_type: str | None = None
    multipart_id: str | None = None
    recording_enabled: bool = True
    expires_at: datetime | None = None
    size: int | None = None
    duration_ms: int | None = None
    phase: Phase | None = None
    attempt: int = 0
    parts: int = 0
    done_parts: tuple[int, ...] = ()
    failed_parts: tuple[int, ...] = ()
    problem: UploadProblem | None = None
    meeting_id: str | None = None
    version: int = 1

    @property
    def key(self) -> str:
        """Where the file lies."""
        return f"uploads/{self.id}/original"

    @property
    def is_over(self) -> bool:
        return self.status in (UploadStatus.COMPLETED, UploadStatus.FAILED, UploadStatus.EXPIRED, UploadStatus.ERASED)

    @property
    def is_retryable(self) -> bool:
        """Whether `retry` would do anything: the file is there, and the service failed some or all of it."""
        if self.size is None:
            return False
        is_partial = self.status is UploadStatus.COMPLETED and bool(self.failed_parts)
        passing = (UploadProblem.TRANSCRIPTION_FAILED, UploadProblem.NO_TRANSCRIBER, UploadProblem.PARTS_FAILED)
        return is_partial or (self.status is UploadStatus.FAILED and self.problem in passing)

    @property
    def execution_name(self) -> str:
        return f"{self.id}-a{self.attempt}"


def upload_id_of(key: str) -> str | None:
    """The upload that an object's key belongs to; None for any other object."""
    parts = key.split("/")
    return parts[1] if len(parts) == 3 and parts[0] == "uploads" and parts[2] == "original" else None
