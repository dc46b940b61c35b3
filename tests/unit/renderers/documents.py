"""Meetings to render."""

from dataclasses import replace
from datetime import UTC, date, datetime

from mina.domain.document import DocumentLine, MeetingDocument
from mina.domain.evidence import Evidence
from mina.domain.insight import Summary, SummarySentence
from mina.domain.task import Task, TaskStatus

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOSTILE = "=cmd|' /C calc'!A0 <b>bold</b> {\\an8} -->\u202e [x](javascript:alert(1)) \x07"
SCRIPTS = "é λ ж عربي שלום हिन्दी தமிழ் ไทย 会議 ひカ 한국어 😀🎉 አ ខ្មែរ"


def a_line(seq: int = 1, text: str = "Good morning.", speaker: str | None = "Ana") -> DocumentLine:
    return DocumentLine(seq, seq * 2_000, seq * 2_000 + 1_500, speaker, text)


def a_task(title: str = "Send the offer", owner: str | None = "Ben", due: date | None = date(2026, 11, 27)) -> Task:
    return Task(
        id="0123456789ab.s-1",
        workspace_id="w-1",
        title=title,
        status=TaskStatus.OPEN,
        created_at=NOON,
        updated_at=NOON,
        owner=owner,
        due_date=due,
        confidence=0.9,
        evidence=(Evidence(1, "I will send"),),
    )


def a_meeting(*texts: str, tasks: tuple[Task, ...] = (), title: str = "Weekly") -> MeetingDocument:
    document = MeetingDocument("m-1", title, "general", NOON, started_at=NOON, duration_seconds=3_600.0)
    summary = Summary("general", overview=(SummarySentence("The team met.", ()),))
    lines = tuple(a_line(seq, text) for seq, text in enumerate(texts, 1))
    return replace(document, lines=lines, tasks=tasks, summary=summary, participants=("Ana",))
