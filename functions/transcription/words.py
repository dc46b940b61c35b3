"""The states "Join the words" and "Record the failure"."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import upload_desk
from mina.services.uploads.transcribe import fail
from mina.services.uploads.words import join_words


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return {"status": join_words(event["session_id"], upload_desk()).status.value}


def failed(event: dict[str, Any], context: object) -> dict[str, Any]:
    fail(event["session_id"], upload_desk())
    return {"status": "failed"}
