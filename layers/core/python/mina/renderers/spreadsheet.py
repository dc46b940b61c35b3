"""CSV of the tasks (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from mina.domain.document import MeetingDocument
from mina.domain.task import Task
from mina.renderers.clocks import clock, one_line

HEAD = (
    "id",
    "title",
    "owner",
    "due_date",
    "due_phrase",
    "priority",
    "status",
    "confidence",
    "meeting",
    "said_at",
    "quote",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as Latin-1."""


def render_csv(document: MeetingDocument) -> bytes:
    """One row a task. A meeting without tasks is its head alone."""
    starts = {line.seq: line.start_ms for line in document.lines}
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([inert(cell) for cell in _row(task, document, starts)] for task in document.tasks)
    return (BYTE_ORDER_MARK + buffer.getvalue()).encode("utf-8", "replace")


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a one begins with an apostrophe (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA_STARTS) else cell


def _row(task: Task, document: MeetingDocument, starts: dict[int, int]) -> list[str]:
    first = task.evidence[0] if task.evidence else None
    return [
        task.id,
        one_line(task.title),
        one_line(task.owner or ""),
        task.due_date.isoformat() if task.due_date else "",
        one_line(task.due_phrase or ""),
        task.priority.value,
        task.status.value,
        "" if task.confidence is None else f"{task.confidence:.2f}",
        one_line(document.title),
        clock(starts[first.seq]) if first and first.seq in starts else "",
        one_line(first.quote) if first else "",
    ]
