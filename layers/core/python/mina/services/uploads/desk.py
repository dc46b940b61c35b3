"""What the use cases of uploads need, and how an upload changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mina.domain.errors import NotFound, StoreUnavailable
from mina.domain.upload import (
    LATE_ARRIVAL,
    NEVER_STARTED_AFTER,
    PROCESSING_PATIENCE,
    Upload,
    UploadProblem,
    UploadStatus,
)
from mina.services.announce import send

if TYPE_CHECKING:
    from collections.abc import Callable

    from mina.ports.broadcaster import Broadcaster, Frame
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores
    from mina.ports.transcriber import Transcriber, TranscriptionStarter
    from mina.ports.uploads import Objects, Uploads
    from mina.services.finalize import Finalizer
    from mina.services.quotas import Quotas

CHANGE_TRIES = 40
KEPT_FOR_RETRY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Desk:
    """`transcriber` is None where no transcription service is configured; without `quotas` nothing is refused."""

    uploads: Uploads
    objects: Objects
    machine: TranscriptionStarter
    finalizer: Finalizer
    transcriber: Callable[[], Transcriber | None]
    quotas: Quotas | None = None

    @property
    def stores(self) -> Stores:
        return self.finalizer.stores

    @property
    def clock(self) -> Clock:
        return self.finalizer.clock

    @property
    def broadcaster(self) -> Broadcaster:
        return self.finalizer.broadcaster

    def get(self, upload_id: str) -> Upload:
        """Raises `NotFound`, also for an erased one."""
        upload = self.uploads.get(upload_id)
        if upload is None or upload.status is UploadStatus.ERASED:
            raise NotFound("There is no such session.")
        return upload

    def change(self, upload_id: str, change: Callable[[Upload], Upload | None]) -> tuple[Upload, bool]:
        """Apply `change` to the upload as it is now, again where somebody else was faster.

        `change` answers None where nothing is to be done. Answers the upload as it is, and whether that was this call.
        """
        for _ in range(CHANGE_TRIES):
            before = self.get(upload_id)
            wanted = change(before)
            if wanted is None:
                return before, False
            after = replace(wanted, version=before.version + 1, updated_at=self.clock.now())
            if self.uploads.save(after, due_at(after)):
                self.tell(after)
                return after, True
        raise StoreUnavailable("The upload keeps changing; try again.")

    def tell(self, upload: Upload) -> None:
        """Show how far it is to whoever is connected in its workspace: a hint, which may be lost."""
        send(
            set(self.stores.connections.of_workspace(upload.workspace_id)),
            progress(upload),
            self.stores,
            self.broadcaster,
        )


def failed(upload: Upload, problem: UploadProblem) -> Upload:
    return replace(upload, status=UploadStatus.FAILED, phase=None, problem=problem)


def due_at(upload: Upload) -> datetime | None:
    """When the sweeper looks at an upload in this state."""
    if upload.status is UploadStatus.CREATED:
        return upload.created_at + NEVER_STARTED_AFTER
    if upload.status is UploadStatus.AWAITING_UPLOAD:
        return (upload.expires_at or upload.updated_at) + LATE_ARRIVAL
    if upload.status is UploadStatus.PROCESSING:
        return upload.updated_at + PROCESSING_PATIENCE
    return upload.updated_at + KEPT_FOR_RETRY if upload.status is not UploadStatus.ERASED else None


def progress(upload: Upload) -> Frame:
    return {
        "type": "upload_progress",
        "session_id": upload.id,
        "status": upload.status.value,
        "phase": upload.phase.value if upload.phase else None,
        "parts": {"total": upload.parts, "done": len(upload.done_parts), "failed": len(upload.failed_parts)},
        "problem": upload.problem.value if upload.problem else None,
        "meeting_id": upload.meeting_id,
    }
