"""Meetings as a terminal shows them. The API's bodies in, printed text out; text of people is never markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

Body = dict[str, Any]
STEPS = ("refinement", "analytics", "tasks", "summary")


def clock(milliseconds: float) -> str:
    """`1:02:03` or `2:03`."""
    minutes, seconds = divmod(int(milliseconds) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def print_rows(console: Console, rows: Iterable[Body]) -> int:
    """A table of meetings; answers how many there are."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    for heading in ("when", "title", "status", "length", "segments", "tasks", "id"):
        table.add_column(heading, no_wrap=heading == "id", overflow="fold")
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the answer
        when = (row.get("actual_start") or row.get("scheduled_at") or row.get("created_at") or "")[:16]
        table.add_row(
            when.replace("T", " "),
            escape(row.get("title") or "(no title)"),
            row.get("status", ""),
            clock((row.get("duration_seconds") or 0) * 1000),
            str(row.get("total_segments") or 0),
            str(row.get("open_tasks") or 0),
            row["id"],
        )
    if count:
        console.print(table)
    return count


def print_meeting(console: Console, meeting: Body, page: str) -> None:
    """A meeting's head, statistics and insights, and where its page is."""
    console.print(f"\n[bold]{escape(meeting.get('title') or '(no title)')}[/]")
    console.print(f"[dim]{escape(_head(meeting))}[/]")
    insights = meeting.get("insights") or {}
    _print_summary(console, insights.get("summary"))
    _print_tasks(console, insights.get("tasks"))
    _print_analytics(console, insights.get("analytics"))
    console.print(f"\n{page}", soft_wrap=True)


def print_segment(console: Console, segment: Body) -> None:
    """One line of a transcript."""
    speaker = segment.get("speaker_name") or segment.get("speaker")
    name = f"[bold]{escape(speaker)}[/] " if speaker else ""
    console.print(f"[dim]{clock(segment['start_ms']):>8}[/] {name}{escape(segment['text'])}", soft_wrap=True)


def _head(meeting: Body) -> str:
    statistics = (meeting.get("session") or {}).get("statistics") or {}
    confidence = statistics.get("average_confidence", meeting.get("average_confidence"))
    parts = [
        meeting.get("status"),
        f"{statistics.get('total_segments', meeting.get('total_segments') or 0)} segments",
        clock((statistics.get("total_duration") or meeting.get("duration_seconds") or 0) * 1000),
        f"confidence {confidence:.2f}" if confidence is not None else None,
        ", ".join(meeting.get("speakers") or []),
    ]
    return " · ".join(part for part in parts if part)


def _print_summary(console: Console, insight: Body | None) -> None:
    body = _heading(console, "Summary", insight)
    for name in ("overview", "key_points", "decisions", "next_steps"):
        sentences = body.get(name) or []
        if sentences and name != "overview":
            console.print(f"  [dim]{name.replace('_', ' ')}[/]")
        for sentence in sentences:
            console.print(f"  • {escape(sentence['text'])}{_evidence(sentence)}")


def _print_tasks(console: Console, insight: Body | None) -> None:
    body = _heading(console, "Tasks", insight)
    for task in body.get("tasks") or []:
        owner = task.get("owner") or "nobody named"
        due = task.get("due_date") or task.get("due_phrase")
        about = f"{owner}, due {due}" if due else owner
        console.print(f"  ☐ {escape(task['title'])} [dim]({escape(about)})[/]{_evidence(task)}")
    for name, mark in (("decisions", "✔"), ("open_questions", "?")):
        for item in body.get(name) or []:
            console.print(f"  {mark} {escape(item['text'])}{_evidence(item)}")


def _print_analytics(console: Console, insight: Body | None) -> None:
    body = _heading(console, "Statistics", insight)
    if not body:
        return
    console.print(
        f"  {body.get('total_words', 0)} words, {body.get('words_per_minute') or 0:.0f} a minute; "
        f"talk {clock(body.get('talk_ms') or 0)}, silence {clock(body.get('silence_ms') or 0)}"
    )
    for speaker in body.get("speakers") or []:
        share = speaker.get("talk_share") or 0
        bar = "█" * round(share * 20)
        console.print(f"  {escape(speaker['speaker']):<24} {share:>4.0%} [cyan]{bar}[/]")
    topics = [topic["title"] for topic in body.get("topics") or []]
    if topics:
        console.print(f"  [dim]topics[/] {escape(' · '.join(topics))}")


def _heading(console: Console, title: str, insight: Body | None) -> Body:
    if not insight:
        return {}
    method = insight.get("method")
    reason = f": {insight['reason']}" if insight.get("reason") else ""
    note = f" [dim]({escape(f'{method}{reason}')})[/]" if method else ""
    console.print(f"\n[bold]{title}[/]{note}")
    return insight.get("body") or {}


def _evidence(item: Body) -> str:
    seqs = [str(evidence["seq"]) for evidence in item.get("evidence") or []]
    return f" [dim]#{', #'.join(seqs)}[/]" if seqs else ""
