"""Action items, possible decisions and open questions, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mina.domain.evidence import Evidence
from mina.domain.insight import ExtractedTask, MeetingContext, TaskExtraction
from mina.domain.segment import Segment
from mina.domain.task import Priority
from mina.insights.commitments import commitment_features
from mina.insights.decisions import decisions_of
from mina.insights.due_dates import due_phrase, meeting_day
from mina.insights.meeting_text import MeetingText, read_meeting
from mina.insights.open_questions import open_questions_of
from mina.insights.outright import outright_bonuses
from mina.insights.owners import Cast, owner_of
from mina.insights.task_titles import is_of_the_meeting, names_work, points_back, task_title
from mina.insights.transcript import Sentence
from mina.insights.weights import logistic, score, weights
from mina.insights.words import content_stems

_MOST_TASKS = 12
_TASK_THRESHOLD = 0.5
_POINT_BACK = 3
_NO_WORK = 0.1
"""Off the log odds of a sentence in which no verb of work follows a subject."""
_URGENT = re.compile(
    r"\b(?:urgent(?:ly)?|asap|as soon as possible|immediately|right away|critical|top priority|high priority"
    r"|first thing"
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
    text = read_meeting(segments, by_clause=True)
    if not text.sentences:
        return TaskExtraction()
    features = commitment_features(text)
    tasks = _tasks(text, context, features)
    taken = {evidence.seq for task in tasks for evidence in task.evidence}
    return TaskExtraction(tasks, decisions_of(text, taken, features), open_questions_of(text))


def _tasks(
    text: MeetingText, context: MeetingContext, features: Sequence[Sequence[float]]
) -> tuple[ExtractedTask, ...]:
    scores = task_scores(text, features)
    cast = Cast(text.sentences, context.participants)
    today = meeting_day(context.started_at, context.time_zone)
    found: dict[int, ExtractedTask] = {}
    for index in chosen_sentences(text, scores, _TASK_THRESHOLD, _MOST_TASKS):
        task = _task(text, index, scores[index], cast, today)
        if task is None:
            continue
        twin = next((other for other in found if _is_same(text, index, other, task, found[other])), None)
        if twin is None:
            found[index] = task
        else:
            found[twin] = _joined(found[twin], task)
    return tuple(found.values())


def _task(text: MeetingText, index: int, value: float, cast: Cast, today: date) -> ExtractedTask | None:
    """The task of a sentence; where it only points back ("I'll do that"), of the sentence that it points to."""
    sentence = text.sentences[index]
    due = due_phrase(sentence.text, today)
    title = task_title(sentence.text, due.text if due else None)
    evidence = evidence_of(sentence)
    if is_of_the_meeting(title):
        return None
    if points_back(title):
        source = _pointed_to(text, index)
        if source is None:
            return None
        due = due or due_phrase(text.sentences[source].text, today)
        title = task_title(text.sentences[source].text, due.text if due else None)
        evidence = evidence_of(text.sentences[source]) + evidence
    return ExtractedTask(
        title=title,
        evidence=evidence,
        confidence=round(logistic(value / 2), 2),
        owner=owner_of(text.sentences, index, cast),
        due_date=due.day if due else None,
        due_phrase=due.text if due else None,
        priority=_priority(" ".join(part.quote for part in evidence)),
    )


def _pointed_to(text: MeetingText, index: int) -> int | None:
    """The nearest of the sentences before that names work."""
    for before in range(index - 1, max(-1, index - 1 - _POINT_BACK), -1):
        said = text.sentences[before].text
        if names_work(said) and not points_back(task_title(said)):
            return before
    return None


def _is_same(text: MeetingText, index: int, other: int, task: ExtractedTask, known: ExtractedTask) -> bool:
    """Whether two sentences speak of one task: near ones by a shared segment, or owner and a word of content.

    Far ones only where they say the same: one owner and three of four words of content.
    """
    if abs(index - other) > _POINT_BACK:
        own, others = set(content_stems(task.title)), set(content_stems(known.title))
        return task.owner == known.owner and len(own & others) >= max(2, 0.75 * len(own | others))
    if {e.seq for e in task.evidence} & {e.seq for e in known.evidence} and points_back(
        task_title(text.sentences[index].text)
    ):
        return True
    shared = set(content_stems(task.title)) & set(content_stems(known.title))
    return bool(shared) and task.owner == known.owner


def _joined(task: ExtractedTask, other: ExtractedTask) -> ExtractedTask:
    """The better task with what the other adds: evidence, a day, an owner."""
    evidence = dict.fromkeys((*task.evidence, *other.evidence))
    return replace(
        task,
        evidence=tuple(sorted(evidence, key=lambda part: part.seq)),
        owner=task.owner or other.owner,
        due_date=task.due_date or other.due_date,
        due_phrase=task.due_phrase or other.due_phrase,
    )


def task_scores(text: MeetingText, features: Sequence[Sequence[float]]) -> list[float]:
    """Log odds of each sentence to hand out or take on work; what is said outright adds to what was learnt."""
    coefficients = weights().models["tasks"]
    bonuses = outright_bonuses(text)
    return [
        score(coefficients, row) + bonuses[index] - _NO_WORK * (not names_work(text.sentences[index].text))
        for index, row in enumerate(features)
    ]


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
