"""Whose words a summary's sentences are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mina.domain.insight import Summary, SummarySentence, TaskExtraction
    from mina.domain.segment import Segment


def attributed(summary: Summary, segments: Sequence[Segment], extraction: TaskExtraction) -> Summary:
    """The summary with `attributed_to` filled in where it is certain.

    A sentence belongs to the speaker of its evidence, and to no one where that is several people's; a next step to the
    owner of the tasks that rest on the same segments, never to who merely mentioned it.
    """
    speakers: Mapping[int, set[str | None]] = {segment.seq: {segment.speaker} for segment in segments}
    owners: defaultdict[int, set[str | None]] = defaultdict(set)
    for task in extraction.tasks:
        for evidence in task.evidence:
            owners[evidence.seq].add(task.owner)
    return replace(
        summary,
        overview=_belonging(summary.overview, speakers),
        key_points=_belonging(summary.key_points, speakers),
        decisions=_belonging(summary.decisions, speakers),
        topics=tuple(replace(t, sentences=_belonging(t.sentences, speakers)) for t in summary.topics),
        next_steps=_belonging(summary.next_steps, owners),
    )


def _belonging(
    sentences: Sequence[SummarySentence], people: Mapping[int, set[str | None]]
) -> tuple[SummarySentence, ...]:
    return tuple(replace(sentence, attributed_to=_only_one(sentence, people)) for sentence in sentences)


def _only_one(sentence: SummarySentence, people: Mapping[int, set[str | None]]) -> str | None:
    found = {person for evidence in sentence.evidence for person in people.get(evidence.seq, ())}
    return found.pop() if len(found) == 1 else None
