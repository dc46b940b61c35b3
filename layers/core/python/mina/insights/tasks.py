"""Action items, possible decisions and open questions, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mina.domain.insight import Decision, Evidence, ExtractedTask, MeetingContext, Priority, TaskExtraction
from mina.domain.segment import Segment
from mina.insights.commitments import commitment_scores
from mina.insights.due_dates import due_phrase, meeting_day
from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.open_questions import open_questions_of
from mina.insights.owners import Cast, owner_of
from mina.insights.task_titles import task_title
from mina.insights.transcript import Sentence
from mina.insights.weights import logistic

_MOST_TASKS = 12
_MOST_DECISIONS = 12
_TASK_THRESHOLD = 1.0
_DECISION_THRESHOLD = -0.5
_URGENT = re.compile(
    r"\b(?:urgent(?:ly)?|asap|as soon as possible|immediately|right away|critical|top priority|high priority|first thing"
    r"|before anything|blocker|blocking|blocked|today|tonight|eod|must not slip)\b",
    re.IGNORECASE,
)
_RELAXED = re.compile(
    r"\b(?:no rush|no hurry|whenever|low priority|nice to have|at some point|eventually|when you get a chance"
    r"|if (?:you|i|we) (?:have|get|find) (?:the |some )?time|not urgent|some ?day)\b",
    re.IGNORECASE,
)


def extract(segments: Sequence[Segment], context: MeetingContext) -> TaskExtraction:
    """What the meeting leaves to do, has possibly decided and left open, the most certain first.

    Owner and due date stay empty unless spoken or derivable (see `owners`, `due_dates`); dates count from the day on
    which the meeting began in `context.time_zone`. `segments` come in seq order.
    """
    text = read_meeting(segments)
    if not text.sentences:
        return TaskExtraction()
    tasks = _tasks(text, context)
    taken = {evidence.seq for task in tasks for evidence in task.evidence}
    decisions = _decisions(text, taken)
    return TaskExtraction(tasks, decisions, open_questions_of(text))


def _tasks(text: MeetingText, context: MeetingContext) -> tuple[ExtractedTask, ...]:
    scores = commitment_scores(text, "tasks")
    cast = Cast(text.sentences, context.participants)
    today = meeting_day(context.started_at, context.time_zone)
    chosen = chosen_sentences(text, scores, _TASK_THRESHOLD, _MOST_TASKS)
    found = []
    for index in chosen:
        sentence = text.sentences[index]
        due = due_phrase(sentence.text, today)
        found.append(
            ExtractedTask(
                title=task_title(sentence.text, due.text if due else None),
                evidence=evidence_of(sentence),
                confidence=round(logistic(scores[index] / 2), 2),
                owner=owner_of(text.sentences, index, cast),
                due_date=due.day if due else None,
                due_phrase=due.text if due else None,
                priority=_priority(sentence.text),
            )
        )
    return tuple(found)


def _decisions(text: MeetingText, taken: set[int]) -> tuple[Decision, ...]:
    scores = commitment_scores(text, "decisions")
    chosen = [
        index
        for index in chosen_sentences(text, scores, _DECISION_THRESHOLD, _MOST_DECISIONS)
        if taken.isdisjoint(text.sentences[index].seqs)
    ]
    return tuple(
        Decision(text.sentences[i].text, evidence_of(text.sentences[i]), round(logistic(scores[i] / 2), 2))
        for i in chosen
    )


def chosen_sentences(text: MeetingText, scores: Sequence[float], threshold: float, most: int) -> list[int]:
    """Indices of the best sentences from `threshold` up, best first; the second of two near ones of a speaker drops."""
    chosen: list[int] = []
    for index in sorted(range(len(text)), key=lambda i: (-scores[i], i)):
        if scores[index] < threshold or len(chosen) == most:
            break
        if len(text.words[index]) >= 3:
            chosen.append(index)
    return chosen


def evidence_of(sentence: Sentence) -> tuple[Evidence, ...]:
    """One piece of evidence for each segment of the sentence; the quote is the segment's own part of it."""
    return tuple(Evidence(seq, quote) for seq, quote in sentence.parts)


def _priority(text: str) -> Priority:
    if _RELAXED.search(text):
        return Priority.LOW
    return Priority.HIGH if _URGENT.search(text) else Priority.MEDIUM
