"""A meeting in the parts that a model reads, the same for every step, and the questions about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.services.insights.answer_schema import READING, READING_NAME
from mina.services.insights.chunking import Chunk, cut
from mina.services.insights.model_run import Question
from mina.services.insights.transcript import NumberedTranscript, number_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mina.domain.insight import MeetingContext, Topic
    from mina.domain.segment import Segment
    from mina.services.insights.budget import Budget


def parts_of(
    segments: Sequence[Segment], context: MeetingContext, budget: Budget, topics: Sequence[Topic]
) -> tuple[tuple[NumberedTranscript, ...], tuple[str, ...]]:
    """The meeting as numbered parts within the budget, cut where topics begin, and notes on what does not fit."""
    chunks = cut(segments, budget.chunk_tokens, [topic.first_seq for topic in topics])
    parts = tuple(number_lines(chunk.segments, context, chunk.first_line) for chunk in chunks)
    return parts, oversize_notes(chunks, budget.chunk_tokens)


def reading_question(part: NumberedTranscript, task: str, *parts: str) -> Question:
    """A question about one part of the meeting; `parts` name the properties of READING that `task` asks for."""
    return Question(part.text, task, READING_NAME, READING, parts)


def oversize_notes(chunks: Sequence[Chunk], budget_tokens: int) -> tuple[str, ...]:
    """One note for each segment that is longer than the budget by itself. It is sent all the same, uncut."""
    return tuple(
        f"segment {chunk.segments[0].seq} alone is longer than the model's budget; it was sent whole"
        for chunk in chunks
        if chunk.tokens > budget_tokens
    )
