"""ICS (RFC 5545): one event of a whole day for each task that is due. Calendars show events; few show to-dos."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from mina.domain.document import MeetingDocument
from mina.domain.task import Task
from mina.renderers.clocks import one_line

MOST_OCTETS = 75


def render_ics(document: MeetingDocument) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mina//Tasks//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(document.title)}",
    ]
    for task in document.tasks:
        if task.due_date:
            lines += _event(task, task.due_date, document)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(task: Task, due: date, document: MeetingDocument) -> Iterator[str]:
    about = f"{document.title}; {task.status.value.replace('_', ' ')}" + (f"; {task.owner}" if task.owner else "")
    yield "BEGIN:VEVENT"
    yield f"UID:{task.id}@mina"
    yield f"DTSTAMP:{_stamp(task.updated_at)}"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}" if due < date.max else "DURATION:P1D"
    yield f"SUMMARY:{_escaped(task.title)}"
    yield f"DESCRIPTION:{_escaped(about)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11. There are no line breaks left to escape."""
    plain = one_line(text)
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain


def _folded(line: str) -> bytes:
    """Lines of at most 75 octets, never cut within a character (3.1)."""
    pieces: list[bytes] = []
    current = b""
    for char in line:
        encoded = char.encode("utf-8", "replace")
        limit = MOST_OCTETS if not pieces else MOST_OCTETS - 1
        if len(current) + len(encoded) > limit:
            pieces.append(current)
            current = b""
        current += encoded
    return b"\r\n ".join([*pieces, current])
