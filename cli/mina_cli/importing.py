"""`mina import`: a transcript goes in as it is; a recording is sent to the store and transcribed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from rich.console import Console

from mina_cli.caller import api_of_user
from mina_cli.complaint import Complaint
from mina_cli.endpoints import Endpoints
from mina_client.api import Api

POLL_SECONDS = 0.5
PATIENCE_SECONDS = 3_600.0
MEDIA_TYPES = {
    ".wav": "audio/wav", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".mp4": "video/mp4", ".mov": "video/quicktime",
    ".aac": "audio/aac", ".flac": "audio/flac", ".ogg": "audio/ogg", ".opus": "audio/opus", ".webm": "audio/webm",
    ".mkv": "video/x-matroska", ".amr": "audio/amr", ".aiff": "audio/aiff", ".aif": "audio/aiff", ".caf": "audio/x-caf",
}  # fmt: skip


async def import_meeting(endpoints: Endpoints, path: Path, title: str | None, started_at: str | None) -> None:
    """Prints what was made of the file. Raises Complaint where it cannot be read or came to nothing."""
    console = Console(highlight=False)
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    try:
        async with api_of_user(endpoints) as api:
            if media_type:
                made = await _send_recording(api, console, path, media_type, title, started_at)
            else:
                made = await api.import_transcript(path.read_bytes(), path.name, title=title, started_at=started_at)
                console.print(f"{made['total_segments']} segments of {made['format'].upper()}")
    except OSError as error:
        raise Complaint(f"{path} cannot be read: {error.strerror}.") from error
    console.print(endpoints.meeting_page(str(made["meeting_id"])))


async def _send_recording(
    api: Api, console: Console, path: Path, media_type: str, title: str | None, started_at: str | None
) -> dict[str, Any]:
    with path.open("rb") as file:
        session = await api.new_upload(title=title or path.stem, started_at=started_at)
        row = await api.upload(session["id"], file, path.name, media_type)
    told = ""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while row["status"] == "processing":
                told = _tell(console, row, told)
                await asyncio.sleep(POLL_SECONDS)
                row = await api.upload_status(session["id"])
    except TimeoutError as error:
        raise Complaint("it is not transcribed yet: the page shows it when it is.") from error
    if row["problem"]:
        console.print(row["problem"]["message"])
    if row["status"] != "completed":
        raise Complaint("there is no meeting.")
    return row


def _tell(console: Console, row: dict[str, Any], told: str) -> str:
    parts = row["parts"]
    line = f"{row['phase']} {parts['done']}/{parts['total']}" if parts["total"] else str(row["phase"])
    if line != told:
        console.print(line)
    return line
