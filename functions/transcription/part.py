"""The states "Transcribe a part" and "Record a lost part"."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import upload_desk
from mina.services.uploads.transcribe import fail_part, transcribe_part


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    transcribe_part(event["session_id"], event["part"], upload_desk())
    return {"part": event["part"]}


def lost(event: dict[str, Any], context: object) -> dict[str, Any]:
    fail_part(event["session_id"], event["part"], upload_desk())
    return {"part": event["part"]}
