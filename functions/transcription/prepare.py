"""The state "Prepare the sound": decoded once, cut at silences."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import decoder, upload_desk
from mina.services.uploads.transcribe import prepare


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return {"parts": prepare(event["session_id"], upload_desk(), decoder())}
