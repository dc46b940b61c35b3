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
    for heading in ("when", "status", "length", "id", "title"):
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    for row in rows:
        when = (row.get("actual_start") or row.get("scheduled_at") or row.get("created_at") or "")[:16]
        length = clock((row.get("duration_seconds") or 0) * 1000)
        table.add_row(when.replace("T", " "), row.get("status", ""), length, row["id"], escape(_title(row)))
    if table.row_count:
        console.print(table)
    return table.row_count


def print_meeting(console: Console, meeting: Body, page: str) -> None:
    """A meeting's head, statistics and insights, and where its page is."""
    console.print(f"\n[bold]{escape(_title(meeting))}[/]")
    console.print(f"[dim]{escape(_head(meeting))}[/]", soft_wrap=True)
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


def _title(meeting: Body) -> str:
    return meeting.get("title") or "(no title)"


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
    body = _heading(console, "Summary", insight, "overview", "key_points")
    # The decisions and next steps stand below, with the tasks.
    for name in ("overview", "key_points"):
        sentences = body.get(name) or []
        if sentences and name != "overview":
            console.print(f"  [dim]{name.replace('_', ' ')}[/]")
        _print_sentences(console, sentences)
    for topic in body.get("topics") or []:
        console.print(f"  [dim]{escape(topic['title'])}[/]")
        _print_sentences(console, topic.get("sentences") or [])


def _print_sentences(console: Console, sentences: Iterable[Body]) -> None:
    for sentence in sentences:
        speaker = f"[bold]{escape(sentence['attributed_to'])}[/] " if sentence.get("attributed_to") else ""
        console.print(f"  • {speaker}{escape(sentence['text'])}{_evidence(sentence)}")


def _print_tasks(console: Console, insight: Body | None) -> None:
    body = _heading(console, "Tasks", insight, "tasks")
    for task in body.get("tasks") or []:
        owner = task.get("owner") or "nobody named"
        due = task.get("due_date") or task.get("due_phrase")
        about = f"{owner}, due {due}" if due else owner
        console.print(f"  ☐ {escape(task['title'])} [dim]({escape(about)})[/]{_evidence(task)}")
    for name, mark in (("decisions", "✔"), ("open_questions", "?")):
        items = body.get(name) or []
        if items:
            console.print(f"\n[bold]{name.replace('_', ' ').capitalize()}[/]")
        for item in items:
            console.print(f"  {mark} {escape(item['text'])}{_evidence(item)}")


def _print_analytics(console: Console, insight: Body | None) -> None:
    body = _heading(console, "Statistics", insight, "total_segments")
    if not body.get("total_segments"):
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


def _heading(console: Console, title: str, insight: Body | None, *needed: str) -> Body:
    """The insight's body; its heading is printed where one of the `needed` parts is there."""
    body: Body = (insight or {}).get("body") or {}
    if insight is None or not any(body.get(name) for name in needed):
        return body
    method = insight.get("method")
    reason = f": {insight['reason']}" if insight.get("reason") else ""
    note = f" [dim]({escape(f'{method}{reason}')})[/]" if method else ""
    console.print(f"\n[bold]{title}[/]{note}")
    return body


def _evidence(item: Body) -> str:
    seqs = [str(evidence["seq"]) for evidence in item.get("evidence") or []]
    return f" [dim]#{', #'.join(seqs)}[/]" if seqs else ""
