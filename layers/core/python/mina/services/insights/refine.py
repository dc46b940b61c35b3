"""The first step: a readable overlay of the transcript; the raw text stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mina.domain.insight import MeetingContext, Provenance, RefinedSegment, Refinement
from mina.insights import refinement as local_refinement
from mina.prompts import prompt
from mina.services.insights.answer_fields import rows, text
from mina.services.insights.answer_schema import REFINED_LINES, REFINED_LINES_NAME
from mina.services.insights.budget import Budget
from mina.services.insights.chunking import cut
from mina.services.insights.faithful import is_faithful
from mina.services.insights.local_run import local_provenance
from mina.services.insights.model_run import ModelRun, Question
from mina.services.insights.reading import oversize_notes
from mina.services.insights.transcript import NumberedTranscript, number_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mina.domain.segment import Segment
    from mina.ports.language_model import CircuitBreaker, LanguageModel


def run_refinement(
    segments: Sequence[Segment],
    context: MeetingContext,
    model: LanguageModel | None,
    *,
    breaker: CircuitBreaker | None = None,
    budget: Budget | None = None,
    fallback_reason: str | None = None,
) -> tuple[Refinement, Provenance]:
    """The refined text of every segment, in order, and paragraphs for reading.

    The model's text of a segment counts where `is_faithful` finds nothing added, moved or lost; elsewhere the local
    one stays, and `dropped_items` counts it. It also stays in the parts of a very long meeting that the model would
    not come to in time, which a note counts. Without a model (None, or `fallback_reason`) all are local. Raises
    `ModelError`s.
    """
    local = local_refinement.refine(segments)
    if model is None or not segments or fallback_reason:
        return local, local_provenance(fallback_reason)
    budget = budget or Budget()
    run = ModelRun(model, breaker, budget)
    chunks = cut(segments, budget.refinement_chunk_tokens)
    parts = [number_lines(chunk.segments, context, chunk.first_line) for chunk in chunks]
    answers = run.ask_in_time([_question(part) for part in parts])
    proposed: dict[int, str] = {}
    for part, answer in zip(parts, answers, strict=True):
        for row in rows(answer or {}, "lines"):
            seq = part.seq_of(row["line"])
            if seq is not None:
                proposed.setdefault(seq, text(row, "text"))
    refined, dropped = _overlaid(segments, local, proposed)
    notes = [*oversize_notes(chunks, budget.refinement_chunk_tokens), *_late_notes(answers)]
    return refined, run.provenance(dropped, notes)


def _question(part: NumberedTranscript) -> Question:
    task = prompt("refinement", first=part.first_line, last=part.last_line)
    return Question(part.text, task, REFINED_LINES_NAME, REFINED_LINES)


def _late_notes(answers: Sequence[object]) -> list[str]:
    late = sum(answer is None for answer in answers)
    return [f"the time was up: {late} of {len(answers)} parts were refined by local rules"] if late else []


def _overlaid(segments: Sequence[Segment], local: Refinement, proposed: Mapping[int, str]) -> tuple[Refinement, int]:
    """The local refinement with the model's texts where they are faithful, and how many were not."""
    raw = {segment.seq: segment.text for segment in segments}
    taken = {seq: offer for seq, offer in proposed.items() if is_faithful(raw[seq], offer)}
    # Only the local rules decide that a segment is nothing but fillers; its text is empty, whatever the model says.
    texts = {refined.seq: refined.text and taken.get(refined.seq, refined.text) for refined in local.segments}
    paragraphs = tuple(
        replace(paragraph, text=" ".join(texts[seq] for seq in paragraph.seqs)) for paragraph in local.paragraphs
    )
    refined = Refinement(tuple(RefinedSegment(seq, text) for seq, text in texts.items()), paragraphs)
    return refined, sum(bool(texts[seq]) for seq in proposed if seq not in taken)
