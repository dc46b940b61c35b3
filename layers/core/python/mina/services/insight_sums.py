"""What one meeting's insights add to its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.domain.insight import Analytics, Step, TaskExtraction
from mina.domain.sums import InsightSums
from mina.services.days import day_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mina.domain.session import Session
    from mina.ports.stores import Stores


def count_insights(session: Session, stores: Stores, name_of: Callable[[str], str]) -> None:
    """Let the session's newest insights count in its day; speakers count by `name_of` their label."""
    if session.workspace_id is None:
        return
    analytics = stores.insights.get(session.id, Step.ANALYTICS)
    tasks = stores.insights.get(session.id, Step.TASKS)
    found = len(tasks.result.tasks) if tasks and isinstance(tasks.result, TaskExtraction) else 0
    if analytics and isinstance(analytics.result, Analytics):
        sums = sums_of(analytics.result, found, name_of)
        stores.days.contribute(session.workspace_id, day_of(session), session.id, sums)


def sums_of(analytics: Analytics, tasks: int, name_of: Callable[[str], str]) -> InsightSums:
    speakers: dict[str, tuple[int, int, int]] = {}
    for speaker in analytics.speakers:
        name = name_of(speaker.speaker)
        talk_ms, words, turns = speakers.get(name, (0, 0, 0))
        speakers[name] = (talk_ms + speaker.talk_ms, words + speaker.words, turns + speaker.turns)
    topics: dict[str, tuple[int, int]] = {}
    for topic in analytics.topics:
        times, length_ms = topics.get(topic.title, (0, 0))
        topics[topic.title] = (times + 1, length_ms + topic.end_ms - topic.start_ms)
    spans = [(point.score, point.end_ms - point.start_ms) for point in analytics.sentiment]
    return InsightSums(
        meetings=1,
        words=analytics.total_words,
        talk_ms=analytics.talk_ms,
        questions=len(analytics.questions),
        tasks=tasks,
        sentiment=round(sum(score * length for score, length in spans), 3),
        sentiment_ms=sum(length for _, length in spans),
        speakers=speakers,
        topics=topics,
    )
