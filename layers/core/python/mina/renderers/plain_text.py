"""TXT: the summary and the transcript, to read anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from mina.domain.document import MeetingDocument
from mina.domain.insight import SummarySentence
from mina.domain.task import Task
from mina.renderers.clocks import clock, one_line


def render_txt(document: MeetingDocument) -> bytes:
    """UTF-8, lines ended by a line feed."""
    return ("\n".join(_lines(document)) + "\n").encode("utf-8", "replace")


def about(document: MeetingDocument) -> list[str]:
    """Where and when, one fact a line."""
    facts = [f"{document.took_place_at:%Y-%m-%d %H:%M} UTC"]
    if document.duration_seconds:
        facts.append(f"Length: {clock(round(document.duration_seconds * 1000))}")
    if document.participants:
        facts.append("Participants: " + ", ".join(one_line(name) for name in document.participants))
    return facts


def sections(document: MeetingDocument) -> Iterator[tuple[str, list[str]]]:
    """The summary's parts that have something to say: heading and sentences."""
    summary = document.summary
    if summary is None:
        return
    parts: list[tuple[str, tuple[SummarySentence, ...]]] = [
        ("Summary", summary.overview),
        ("Key points", summary.key_points),
        ("Decisions", summary.decisions),
        *((one_line(topic.title), topic.sentences) for topic in summary.topics),
        ("Next steps", summary.next_steps),
    ]
    for heading, sentences in parts:
        if sentences:
            yield heading, [_attributed(sentence) for sentence in sentences]


def _attributed(sentence: SummarySentence) -> str:
    text = one_line(sentence.text)
    return f"{one_line(sentence.attributed_to)}: {text}" if sentence.attributed_to else text


def task_line(task: Task) -> str:
    facts = [one_line(task.owner)] if task.owner else []
    if task.due_date:
        facts.append(f"due {task.due_date.isoformat()}")
    elif task.due_phrase:
        facts.append(one_line(task.due_phrase))
    facts.append(task.status.value.replace("_", " "))
    return f"{one_line(task.title)} ({', '.join(facts)})"


def _lines(document: MeetingDocument) -> Iterator[str]:
    title = one_line(document.title)
    yield from (title, "=" * len(title), *about(document))
    if document.description:
        yield from ("", one_line(document.description))
    for heading, sentences in sections(document):
        yield from ("", heading, "-" * len(heading), *(f"- {sentence}" for sentence in sentences))
    if document.tasks:
        yield from ("", "Tasks", "-----", *(f"- {task_line(task)}" for task in document.tasks))
    yield from ("", "Transcript", "----------")
    for line in document.lines:
        speaker = f"{one_line(line.speaker)}: " if line.speaker else ""
        yield f"[{clock(line.start_ms)}] {speaker}{one_line(line.text)}"
