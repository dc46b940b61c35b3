"""An imported transcript becomes a meeting, through the doors that live words take."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.importers import Imported, read
from mina.services.uploads.words import Recording, store_recording
from mina.sound.utterances import segments_of

if TYPE_CHECKING:
    from datetime import datetime

    from mina.domain.principal import User
    from mina.domain.session import Session
    from mina.services.finalize import Finalizer
    from mina.services.quotas import Quotas


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """`key` makes a repeated request find the meeting that the first one made. `started_at` is when it was held."""

    data: bytes
    filename: str
    title: str | None = None
    meeting_type: str = "general"
    time_zone: str = "UTC"
    started_at: datetime | None = None
    key: str | None = None


def import_transcript(
    request: ImportRequest, user: User, finalizer: Finalizer, quotas: Quotas | None = None
) -> tuple[Session, Imported]:
    """The sealed session and what was read.

    Raises `NotRead`, `TooLarge` and `QuotaExceeded` before anything is stored.
    """
    imported = read(request.data)
    session_id = _session_id(request, user)
    if quotas and finalizer.stores.sessions.get(session_id) is None:
        quotas.admit_meeting(user)
    recording = Recording(
        session_id=session_id,
        title=request.title or imported.title or _title_of(request.filename),
        started_at=request.started_at,
        meeting_type=request.meeting_type,
        time_zone=request.time_zone,
    )
    return store_recording(recording, user, segments_of(imported.heard, 1, "i"), finalizer), imported


def _session_id(request: ImportRequest, user: User) -> str:
    if request.key is None:
        return str(uuid.uuid4())
    content = hashlib.sha256(request.data).hexdigest()
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"mina:import:{user.id}:{request.key}:{content}"))


def _title_of(filename: str) -> str:
    stem = filename.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0] or filename
    words = " ".join("".join(c if c.isprintable() else " " for c in stem.replace("_", " ").replace("-", " ")).split())
    return (words[:1].upper() + words[1:])[:200] or "Imported transcript"
