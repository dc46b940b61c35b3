"""JSON: everything, for programs. The names are those of the HTTP API; `version` rises when one changes its meaning."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from mina.domain.document import MeetingDocument
from mina.domain.task import Task

VERSION = 1


def render_json(document: MeetingDocument) -> bytes:
    body = {
        "version": VERSION,
        "meeting": {
            "id": document.id,
            "title": document.title,
            "description": document.description,
            "meeting_type": document.meeting_type,
            "session_id": document.session_id,
            "created_at": document.created_at,
            "actual_start": document.started_at,
            "actual_end": document.ended_at,
            "time_zone": document.time_zone,
            "duration_seconds": document.duration_seconds,
            "participants": list(document.participants),
        },
        "segments": [asdict(line) for line in document.lines],
        "tasks": [_task(task) for task in document.tasks],
        "summary": asdict(document.summary) if document.summary else None,
        "extraction": asdict(document.extraction) if document.extraction else None,
        "analytics": asdict(document.analytics) if document.analytics else None,
    }
    text = json.dumps(body, ensure_ascii=False, indent=1, default=_plain)
    return (text + "\n").encode("utf-8", "replace")


def _task(task: Task) -> dict[str, Any]:
    row = asdict(task)
    hidden = ("workspace_id", "edited_fields", "is_deleted", "version")
    return {name: value for name, value in row.items() if name not in hidden}


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat().replace("+00:00", "Z")
    raise TypeError(type(value).__name__)
